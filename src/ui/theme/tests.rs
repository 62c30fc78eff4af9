use super::*;

/// The console of the Linux kernel.
const VGA: [u32; 16] = [
    0x00_0000, 0xAA_0000, 0x00_AA00, 0xAA_5500, 0x00_00AA, 0xAA_00AA, 0x00_AAAA, 0xAA_AAAA, 0x55_5555,
    0xFF_5555, 0x55_FF55, 0xFF_FF55, 0x55_55FF, 0xFF_55FF, 0x55_FFFF, 0xFF_FFFF,
];
/// xterm without any configuration.
const XTERM: [u32; 16] = [
    0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5, 0x7F_7F7F,
    0xFF_0000, 0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
];

fn index(colour: Color) -> usize {
    const NAMES: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    NAMES.iter().position(|name| *name == colour).expect("one of the sixteen")
}

fn luminance(rgb: u32) -> f64 {
    let part = |shift: u32| {
        let value = f64::from((rgb >> shift) & 0xFF) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

fn contrast(ink: u32, surface: u32) -> f64 {
    let (a, b) = (luminance(ink), luminance(surface));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours a terminal really shows, one pair for each kind of terminal.
fn shown(style: Style) -> Vec<(&'static str, u32, u32)> {
    let (ink, surface) = (style.fg.expect("an ink"), style.bg.expect("a surface"));
    if let (Color::Rgb(r, g, b), Color::Rgb(x, y, z)) = (ink, surface) {
        return vec![("true colour", u32::from_be_bytes([0, r, g, b]), u32::from_be_bytes([0, x, y, z]))];
    }
    let (ink, surface) = (index(ink), index(surface));
    let brighter = if style.add_modifier.contains(Modifier::BOLD) { ink | 8 } else { ink };
    vec![
        ("VGA", VGA[ink], VGA[surface]),
        // The kernel has eight backgrounds, and shows bold as the brighter colour.
        ("Linux console", VGA[brighter], VGA[surface & 7]),
        ("xterm", XTERM[ink], XTERM[surface]),
        ("xterm, bold is bright", XTERM[brighter], XTERM[surface]),
    ]
}

/// What a person reads to decide; the rest is captions, marks and lines.
fn contrast_min(tone: Tone) -> f64 {
    match tone {
        Tone::Text
        | Tone::Title
        | Tone::Price
        | Tone::Selected
        | Tone::Field
        | Tone::FieldFocus
        | Tone::Button
        | Tone::ButtonPrimary
        | Tone::Header
        | Tone::Panel
        | Tone::PanelTitle => 7.0,
        _ => 4.5,
    }
}

#[test]
fn every_tone_of_every_theme_has_contrast() {
    let mut low = Vec::new();
    for name in ThemeName::ALL {
        for colours in [Colours::Sixteen, Colours::True] {
            let theme = Theme::load(name, colours);
            for tone in Tone::ALL {
                for (terminal, ink, surface) in shown(theme.style(tone)) {
                    let ratio = contrast(ink, surface);
                    if ratio < contrast_min(tone) {
                        low.push(format!("{name} {tone:?} on {terminal}: {ratio:.2}"));
                    }
                }
            }
        }
    }
    assert!(low.is_empty(), "too little contrast:\n{}", low.join("\n"));
}

#[test]
fn every_theme_file_has_every_tone_in_all_three_looks_and_nothing_else() {
    for name in ThemeName::ALL {
        let file: toml::Table = name.file().parse().expect("a theme file");
        let mut names: Vec<_> = file.keys().map(String::as_str).collect();
        let mut tones = Tone::ALL.map(Tone::name).to_vec();
        names.sort_unstable();
        tones.sort_unstable();
        assert_eq!(names, tones, "{name}");
        for (tone, looks) in &file {
            let looks = looks.as_table().expect("looks");
            assert_eq!(looks.len(), 3, "{name} {tone}");
            for look in ["true", "sixteen", "plain"] {
                let text = looks[look].as_str().expect("a look");
                let style = style(text).unwrap_or_else(|| panic!("{name} {tone} {look}"));
                assert_eq!(style.fg.is_none(), look == "plain", "{name} {tone} {look}");
                assert_eq!(style.bg.is_none(), look == "plain", "{name} {tone} {look}");
            }
        }
    }
}

#[test]
fn the_primary_button_never_looks_like_another_button() {
    for name in ThemeName::ALL {
        for colours in [Colours::None, Colours::Sixteen, Colours::True] {
            let theme = Theme::load(name, colours);
            assert!(theme.is_slab(Tone::ButtonPrimary), "{name} {colours:?}");
            assert_ne!(theme.style(Tone::ButtonPrimary), theme.style(Tone::Button), "{name} {colours:?}");
        }
    }
}

#[test]
fn a_button_can_be_told_from_the_panel_it_lies_on() {
    for name in ThemeName::ALL {
        for colours in [Colours::Sixteen, Colours::True] {
            let theme = Theme::load(name, colours);
            for tone in [Tone::Button, Tone::ButtonPrimary, Tone::ButtonDanger] {
                let same = theme.style(tone).bg == theme.style(Tone::Panel).bg;
                assert!(!same || !theme.is_slab(tone), "{name} {colours:?} {tone:?}");
            }
        }
    }
}

#[test]
fn the_table_of_tones_is_in_the_order_of_the_enum() {
    for (place, tone) in Tone::ALL.into_iter().enumerate() {
        assert_eq!(tone as usize, place);
    }
}

#[test]
fn names_of_themes_can_be_read_back() {
    for name in ThemeName::ALL {
        assert_eq!(name.to_string().parse(), Ok(name));
    }
    assert_eq!("sepia".parse::<ThemeName>(), Err(UnknownTheme));
}
