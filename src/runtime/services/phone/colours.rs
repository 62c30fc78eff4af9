//! The colours of the page for the phone, taken from the kiosk's themes: the phone chooses between light and dark.

use ratatui::style::Color;

use crate::handoff::{Colours, Rgb, Scheme};
use crate::ui::theme::{self, Theme, ThemeName, Tone};

/// The page's colours beside a theme. One made to be seen better is kept in both schemes.
pub(super) fn of(theme: ThemeName) -> Colours {
    let (light, dark) = match theme {
        ThemeName::Dark | ThemeName::Light => (ThemeName::Light, ThemeName::Dark),
        ThemeName::HighContrast | ThemeName::Mono => (theme, theme),
    };
    let plain = Colours::default();
    Colours { light: scheme(light, plain.light), dark: scheme(dark, plain.dark) }
}

/// A theme's colours, or plain ones where it leaves them to the terminal.
fn scheme(name: ThemeName, plain: Scheme) -> Scheme {
    let theme = Theme::load(name, theme::Colours::True);
    let ink = |tone| theme.style(tone).fg.and_then(rgb);
    let surface = |tone| theme.style(tone).bg.and_then(rgb);
    let whole = || {
        Some(Scheme {
            paper: surface(Tone::Text)?,
            ink: ink(Tone::Text)?,
            soft: ink(Tone::Dim)?,
            rule: ink(Tone::Rule)?,
            act: surface(Tone::ButtonPrimary)?,
            on_act: ink(Tone::ButtonPrimary)?,
        })
    };
    whole().unwrap_or(plain)
}

fn rgb(colour: Color) -> Option<Rgb> {
    match colour {
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn what_is_read_on_the_phone_has_contrast() {
        let themes = ThemeName::ALL.map(of).into_iter().chain([Colours::default()]);
        for Scheme { paper, ink, soft, rule, act, on_act } in themes.flat_map(|it| [it.light, it.dark]) {
            for (text, surface) in [(ink, paper), (soft, paper), (on_act, act)] {
                assert!(contrast(text, surface) >= 7.0, "{text} on {surface}");
            }
            assert!(contrast(rule, paper) >= 3.0 && contrast(act, paper) >= 3.0, "{rule}, {act} on {paper}");
        }
    }

    #[test]
    fn the_phone_chooses_unless_the_theme_was_made_to_be_seen_better() {
        for theme in [ThemeName::Dark, ThemeName::Light] {
            let Colours { light, dark } = of(theme);
            assert!(luminance(light.paper) > 0.9 && luminance(dark.paper) < 0.1, "{theme}");
        }
        for theme in [ThemeName::HighContrast, ThemeName::Mono] {
            let Colours { light, dark } = of(theme);
            assert_eq!(light, dark, "{theme}");
            assert_ne!(light, of(ThemeName::Dark).light, "{theme}");
        }
    }
}
