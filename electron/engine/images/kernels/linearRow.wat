;; One row of a bilinear resize in OpenCV's 11-bit fixed point (VResizeLinear<uchar, int, short>), the three channels of a pixel side by side.
;; Horizontal sums have 22 bits and lose 4, vertical products lose 16, the rest is rounded. Nothing is called: engines of 2023 inline no function.
(module
  (import "kernel" "memory" (memory 1))

  ;; $upper, $lower: the source rows, interleaved bytes; seven bytes behind each are read and weigh nothing.
  ;; $columns to $end: for each target pixel where the first of its two source pixels starts (i32) and their weights times 2048 (two i16).
  ;; $top, $bottom: weights of the rows times 2048. $out: the target row, interleaved bytes; one byte behind it is written.
  (func (export "linearRow")
    (param $upper i32) (param $lower i32) (param $columns i32) (param $end i32) (param $top i32) (param $bottom i32) (param $out i32)
    (local $at i32) (local $weights v128) (local $above v128) (local $below v128) (local $tops v128) (local $bottoms v128)

    ;; A weight is the lower half of its lane and 0 the upper: the multiplication of pairs that weighs two columns then weighs one row.
    (local.set $tops (i32x4.splat (local.get $top)))
    (local.set $bottoms (i32x4.splat (local.get $bottom)))

    (loop $next
      (local.set $at (i32.load (local.get $columns)))
      (local.set $weights (v128.load32_splat offset=4 (local.get $columns)))

      ;; Bytes r0 g0 b0 r1 g1 b1 become the pairs r0 r1, g0 g1, b0 b1 of 16-bit lanes; an index of -1 gives 0.
      (local.set $above
        (i8x16.swizzle
          (v128.load64_zero (i32.add (local.get $upper) (local.get $at)))
          (v128.const i8x16 0 -1 3 -1 1 -1 4 -1 2 -1 5 -1 -1 -1 -1 -1)))
      (local.set $below
        (i8x16.swizzle
          (v128.load64_zero (i32.add (local.get $lower) (local.get $at)))
          (v128.const i8x16 0 -1 3 -1 1 -1 4 -1 2 -1 5 -1 -1 -1 -1 -1)))

      (local.set $above (i32x4.shr_u (i32x4.dot_i16x8_s (local.get $above) (local.get $weights)) (i32.const 4)))
      (local.set $below (i32x4.shr_u (i32x4.dot_i16x8_s (local.get $below) (local.get $weights)) (i32.const 4)))
      (local.set $above (i32x4.shr_u (i32x4.dot_i16x8_s (local.get $above) (local.get $tops)) (i32.const 16)))
      (local.set $below (i32x4.shr_u (i32x4.dot_i16x8_s (local.get $below) (local.get $bottoms)) (i32.const 16)))

      (local.set $above (i32x4.add (i32x4.add (local.get $above) (local.get $below)) (v128.const i32x4 2 2 2 2)))
      (local.set $above (i32x4.shr_u (local.get $above) (i32.const 2)))

      (local.set $above (i16x8.narrow_i32x4_s (local.get $above) (local.get $above)))
      (v128.store32_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $above) (local.get $above)))

      (local.set $out (i32.add (local.get $out) (i32.const 3)))
      (local.set $columns (i32.add (local.get $columns) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $columns) (local.get $end))))))
