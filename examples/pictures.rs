//! Draws the pictures of the README from the screens themselves: `cargo run --example pictures`.
//!
//! Plays a sale against the pretend studio, as the journeys do, and writes each screen's cells as an SVG file. Nothing is
//! drawn here that the kiosk does not draw.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a picture that cannot be drawn is a mistake to be seen"
)]

#[path = "../tests/support/kiosk/kiosk.rs"]
#[allow(dead_code, reason = "shared with the tests, which need other parts")]
mod kiosk;
#[path = "../tests/support/script/script.rs"]
#[allow(dead_code, reason = "shared with the tests, which need other parts")]
mod script;

use std::fmt::Write as _;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use script::Play;
use walkin::ui::theme::{Colours, Theme, ThemeName};

/// Pixels of a cell.
const CELL: (u16, u16) = (9, 18);

/// What leads to each picture, one after the other.
const SCENES: [(&str, &str); 7] = [
    ("welcome", "wait 1s"),
    ("offers", "press Enter"),
    ("offer", "press Enter"),
    (
        "visitor",
        "press Enter\ntype Ada\npress Enter\ntype Muster\npress Enter\ntype ada@muster.example\npress Enter",
    ),
    ("review", "press Enter 2\npress Space\npress Enter\nwait 1s\nscan SOMMER20\nwait 1s"),
    ("paying", "press Enter\nwait 2s"),
    ("pass", "phone pays\nwait 2s"),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/journeys");
    let pictures = root.join("docs/pictures");
    std::fs::create_dir_all(&pictures).expect("a folder for the pictures");
    let theme = Theme::load(ThemeName::Dark, Colours::True);
    let mut play = Play::new(&folder);
    play.line("size 80x24").expect("a size");
    for (name, script) in SCENES {
        for line in script.lines() {
            play.line(line).expect(line);
        }
        let screen = kiosk::screen::Screen::draw(&play.kiosk.model, play.kiosk.now(), &theme, (80, 24));
        std::fs::write(pictures.join(format!("{name}.svg")), svg(&screen.buffer)).expect("a picture");
    }
}

/// The cells of a frame: the surfaces first, then what stands on them.
fn svg(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width * CELL.0, buffer.area.height * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\">\n"
    );
    for y in 0..buffer.area.height {
        for (x, columns, cell) in runs(buffer, y, |a, b| ground(a) == ground(b)) {
            let (x, y, width) = (x * CELL.0, y * CELL.1, columns * CELL.0);
            let fill = hex(ground(cell), "#0b0f14");
            writeln!(
                svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{fill}\"/>",
                CELL.1
            )
            .expect("a string");
        }
    }
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            draw(&mut svg, &buffer[(x, y)], x * CELL.0, y * CELL.1);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Neighbouring cells that are alike: where they begin, how many, and the first of them.
fn runs(buffer: &Buffer, y: u16, alike: impl Fn(&Cell, &Cell) -> bool) -> Vec<(u16, u16, &Cell)> {
    let mut runs: Vec<(u16, u16, &Cell)> = Vec::new();
    for x in 0..buffer.area.width {
        let cell = &buffer[(x, y)];
        match runs.last_mut() {
            Some((_, columns, first)) if alike(first, cell) => *columns += 1,
            _ => runs.push((x, 1, cell)),
        }
    }
    runs
}

/// Blocks are drawn as what they are, so that a code in a picture can be scanned; the rest is text.
fn draw(svg: &mut String, cell: &Cell, x: u16, y: u16) {
    let fill = hex(ink(cell), "#e6edf3");
    let (w, h) = CELL;
    let block = |top: u16, height: u16| {
        format!("<rect x=\"{x}\" y=\"{top}\" width=\"{w}\" height=\"{height}\" fill=\"{fill}\"/>\n")
    };
    match cell.symbol() {
        " " | "" => {}
        "█" => svg.push_str(&block(y, h)),
        "▀" => svg.push_str(&block(y, h / 2)),
        "▄" => svg.push_str(&block(y + h / 2, h / 2)),
        symbol => {
            let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let text = symbol.replace('&', "&amp;").replace('<', "&lt;");
            let base = y + h - 5;
            writeln!(svg, "<text x=\"{x}\" y=\"{base}\" fill=\"{fill}\"{weight}>{text}</text>")
                .expect("a string");
        }
    }
}

fn ink(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.bg } else { cell.fg }
}

fn ground(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.fg } else { cell.bg }
}

fn hex(color: Color, default: &str) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Black => "#000000".to_owned(),
        Color::White => "#ffffff".to_owned(),
        _ => default.to_owned(),
    }
}
