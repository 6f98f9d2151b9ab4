/** The icons of Loupe: strokes on a 16-pixel grid in the text's colour. */

const PATHS = {
  folder: "M2 4.5h4l1.5 1.5H14v6.5H2z",
  cube: "M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6",
  image: "M2 3.5h12v9H2zM2 10.5l3.5-3.5 3 3 2-2 3.5 3.5M10.5 6.2h.01",
  chevronDown: "M4 6.5 8 10.5l4-4",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14",
  close: "M4 4l8 8M12 4l-8 8",
  grid: "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z",
  list: "M5.5 4H14M5.5 8H14M5.5 12H14M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2 12.5 8 5 12.8z",
  stop: "M4 4h8v8H4z",
  restart: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2v3h-3",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8 5.6 5.6 0 1 0 13.2 9.6z",
  sort: "M4.5 3v10M4.5 13l-2-2M4.5 13l2-2M9 4h5M9 8h3.5M9 12h2",
  report: "M4 1.8h5.5L12.5 5v9.2H4zM9.2 2v3.3h3.1M6 8h4.5M6 10.8h4.5",
  settings: "M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 11.5h2M7.5 11.5h6M6 10v3",
  warning: "M8 2.2 14.3 13.3H1.7zM8 6.5v3.2M8 11.6h.01",
  error: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.6M8 10.8h.01",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4V11M8 5.2h.01",
  check: "M3 8.5 6.5 12 13 4.5",
  dots: "M3 8h.4M7.8 8h.4M12.6 8h.4",
  chip: "M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6",
  panelLeft: "M2 3h12v10H2zM6 3v10M3.6 5.5h.8M3.6 8h.8M3.6 10.5h.8",
  panelBelow: "M2 3h12v10H2zM2 9.5h12M4.5 11.3h7",
  panelRight: "M2 3h12v10H2zM10 3v10M11.6 5.5h.8M11.6 8h.8M11.6 10.5h.8",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3",
  legend: "M2.5 4h3v2.5h-3zM2.5 9.5h3V12h-3zM8 5.2h5.5M8 10.8h5.5",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
