;; Normalises a row of interleaved bytes into a row of each of three planes of 32-bit floats, by tables of all 256 values.
(module
  (import "kernel" "memory" (memory 1))

  ;; $row to $end: interleaved bytes. $tables: three of 256 floats, for the first, second and third byte of a pixel.
  ;; $first, $second, $third: where the floats of each plane go.
  (func (export "planesOfRow")
    (param $row i32) (param $end i32) (param $tables i32) (param $first i32) (param $second i32) (param $third i32)
    (loop $next
      (f32.store (local.get $first)
        (f32.load (i32.add (local.get $tables) (i32.shl (i32.load8_u (local.get $row)) (i32.const 2)))))
      (f32.store (local.get $second)
        (f32.load offset=1024 (i32.add (local.get $tables) (i32.shl (i32.load8_u offset=1 (local.get $row)) (i32.const 2)))))
      (f32.store (local.get $third)
        (f32.load offset=2048 (i32.add (local.get $tables) (i32.shl (i32.load8_u offset=2 (local.get $row)) (i32.const 2)))))

      (local.set $first (i32.add (local.get $first) (i32.const 4)))
      (local.set $second (i32.add (local.get $second) (i32.const 4)))
      (local.set $third (i32.add (local.get $third) (i32.const 4)))
      (local.set $row (i32.add (local.get $row) (i32.const 3)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $end))))))
