//! Colours by meaning: a widget names a [`Tone`], a theme file says how it looks.
//!
//! Each tone has three looks: in true colour, in the sixteen colours of any terminal, and without colours (`NO_COLOR`,
//! or a terminal that has none) by bold, underline and reverse alone.
//!
//! Invariant: text stands at least 7:1 off its background and nothing less than 4.5:1, in every theme and also in the
//! sixteen colours as the Linux console shows them; `every_tone_of_every_theme_has_contrast` holds it.

use std::fmt;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means; the theme decides how that looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(usize)]
pub enum Tone {
    /// Plain text, and the surface of the screen.
    Text,
    /// Second-rank text: subtitles, hints, captions.
    Dim,
    /// The one line that says what the screen is about.
    Title,
    /// Group headings and marks that lead the eye.
    Accent,
    /// An amount.
    Price,
    /// The row or option that is selected.
    Selected,
    /// Second-rank text on a selected row.
    SelectedDim,
    /// The cap in front of a row that names its key.
    Cap,
    /// The input row of a field.
    Field,
    /// The input row of the field that has the focus.
    FieldFocus,
    /// What could be typed, inside an empty field.
    Placeholder,
    /// What could be typed, inside the field that has the focus.
    PlaceholderFocus,
    /// A button.
    Button,
    /// The one button the screen is about.
    ButtonPrimary,
    /// A button that gives something up.
    ButtonDanger,
    /// A button that does nothing now.
    ButtonDisabled,
    /// The first row of the screen.
    Header,
    /// Second-rank text in the header.
    HeaderDim,
    /// The surface behind the buttons at the bottom.
    Footer,
    /// A notice that asks for nothing.
    Notice,
    /// Something to know before going on.
    Warning,
    /// The band across the top of a screen that says why nothing can be bought.
    Banner,
    /// Something went wrong, or is missing.
    Error,
    /// Something went right.
    Success,
    /// Lines between things.
    Rule,
    /// The badge of things that cost nothing.
    Free,
    /// A panel that lies over the screen.
    Panel,
    /// The headline of a panel.
    PanelTitle,
    /// What lies under a panel.
    Backdrop,
}

impl Tone {
    /// Every tone, in the order of the theme files.
    pub const ALL: [Self; 29] = [
        Self::Text,
        Self::Dim,
        Self::Title,
        Self::Accent,
        Self::Price,
        Self::Selected,
        Self::SelectedDim,
        Self::Cap,
        Self::Field,
        Self::FieldFocus,
        Self::Placeholder,
        Self::PlaceholderFocus,
        Self::Button,
        Self::ButtonPrimary,
        Self::ButtonDanger,
        Self::ButtonDisabled,
        Self::Header,
        Self::HeaderDim,
        Self::Footer,
        Self::Notice,
        Self::Warning,
        Self::Banner,
        Self::Error,
        Self::Success,
        Self::Rule,
        Self::Free,
        Self::Panel,
        Self::PanelTitle,
        Self::Backdrop,
    ];

    /// The name of the tone in a theme file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Title => "title",
            Self::Accent => "accent",
            Self::Price => "price",
            Self::Selected => "selected",
            Self::SelectedDim => "selected-dim",
            Self::Cap => "cap",
            Self::Field => "field",
            Self::FieldFocus => "field-focus",
            Self::Placeholder => "placeholder",
            Self::PlaceholderFocus => "placeholder-focus",
            Self::Button => "button",
            Self::ButtonPrimary => "button-primary",
            Self::ButtonDanger => "button-danger",
            Self::ButtonDisabled => "button-disabled",
            Self::Header => "header",
            Self::HeaderDim => "header-dim",
            Self::Footer => "footer",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Banner => "banner",
            Self::Error => "error",
            Self::Success => "success",
            Self::Rule => "rule",
            Self::Free => "free",
            Self::Panel => "panel",
            Self::PanelTitle => "panel-title",
            Self::Backdrop => "backdrop",
        }
    }
}

/// The colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Colours {
    /// None, or none are wanted (`NO_COLOR`).
    None,
    /// The sixteen every terminal has.
    #[default]
    Sixteen,
    /// 24 bits (`COLORTERM=truecolor`).
    True,
}

/// The themes that come with the kiosk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// Light text on a dark surface.
    #[default]
    Dark,
    /// Dark text on a light surface.
    Light,
    /// Black and white with one signal colour.
    HighContrast,
    /// Greys only.
    Mono,
}

impl ThemeName {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The theme offered after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::Dark => include_str!("../../assets/themes/dark.toml"),
            Self::Light => include_str!("../../assets/themes/light.toml"),
            Self::HighContrast => include_str!("../../assets/themes/high-contrast.toml"),
            Self::Mono => include_str!("../../assets/themes/mono.toml"),
        }
    }
}

impl fmt::Display for ThemeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ThemeName {
    type Err = UnknownTheme;

    fn from_str(text: &str) -> Result<Self, UnknownTheme> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).ok_or(UnknownTheme)
    }
}

/// Not the name of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of dark light high-contrast mono")]
pub struct UnknownTheme;

/// A style for every tone, ready for one terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: ThemeName,
    colours: Colours,
    styles: [Style; Tone::ALL.len()],
}

impl Theme {
    /// The theme as a terminal with these colours shows it.
    pub fn load(name: ThemeName, colours: Colours) -> Self {
        // The files are part of the binary and a test reads each of them whole, so a look that does not parse cannot
        // ship; should one, that tone falls back to the terminal's own colours instead of ending the kiosk.
        let file: toml::Table = name.file().parse().unwrap_or_default();
        let look = |tone: Tone| {
            let entry = file.get(tone.name())?.get(column(colours))?.as_str()?;
            style(entry)
        };
        Self { name, colours, styles: Tone::ALL.map(|tone| look(tone).unwrap_or_default()) }
    }

    /// The theme's name.
    pub const fn name(&self) -> ThemeName {
        self.name
    }

    /// The colours it was made for.
    pub const fn colours(&self) -> Colours {
        self.colours
    }

    /// The style of a tone.
    pub const fn style(&self, tone: Tone) -> Style {
        self.styles[tone as usize]
    }

    /// Whether a tone stands out as a surface of its own, by its background or reversed.
    pub fn is_slab(&self, tone: Tone) -> bool {
        let style = self.style(tone);
        style.add_modifier.contains(Modifier::REVERSED) || style.bg != self.style(Tone::Text).bg
    }
}

const fn column(colours: Colours) -> &'static str {
    match colours {
        Colours::None => "plain",
        Colours::Sixteen => "sixteen",
        Colours::True => "true",
    }
}

/// Reads "white on blue bold", "bold reverse" or nothing.
fn style(look: &str) -> Option<Style> {
    let mut style = Style::new();
    let mut words = look.split_whitespace();
    while let Some(word) = words.next() {
        style = match word {
            "bold" => style.add_modifier(Modifier::BOLD),
            "underline" => style.add_modifier(Modifier::UNDERLINED),
            "reverse" => style.add_modifier(Modifier::REVERSED),
            "on" => style.bg(Color::from_str(words.next()?).ok()?),
            colour => style.fg(Color::from_str(colour).ok()?),
        };
    }
    // What a cell had before must not shine through: an attribute that is not named is taken away.
    Some(style.remove_modifier(Modifier::all().difference(style.add_modifier)))
}

#[cfg(test)]
mod tests;
