//! The colours of the page, in a light and a dark scheme; the phone chooses.

use std::fmt;

/// A colour in sRGB: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The colours of one scheme. What is read stands at least 7:1 off what lies under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The surface.
    pub paper: Rgb,
    /// Text on it.
    pub ink: Rgb,
    /// Second-rank text on it.
    pub soft: Rgb,
    /// Lines and borders.
    pub rule: Rgb,
    /// The button.
    pub act: Rgb,
    /// Text on the button.
    pub on_act: Rgb,
}

/// The colours of the page for the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// For phones that ask for nothing, or for light.
    pub light: Scheme,
    /// For phones set to dark.
    pub dark: Scheme,
}

impl Default for Colours {
    /// Black on white and white on black.
    fn default() -> Self {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        let plain = |paper, ink| Scheme { paper, ink, soft: ink, rule: ink, act: ink, on_act: paper };
        Self { light: plain(white, black), dark: plain(black, white) }
    }
}

impl Colours {
    /// As custom properties of a style sheet; the script hands them to the payment component.
    pub(super) fn properties(&self) -> String {
        let (light, dark) = (&self.light, &self.dark);
        format!(":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n")
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { paper, ink, soft, rule, act, on_act } = self;
        write!(
            f,
            "--paper: {paper}; --ink: {ink}; --soft: {soft}; --rule: {rule}; --act: {act}; --on-act: {on_act};"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_properties() {
        let dark = Scheme { paper: Rgb(1, 2, 255), ..Colours::default().dark };
        let css = Colours { dark, ..Colours::default() }.properties();
        let (light, dark) = css.split_once("@media").expect("two schemes");
        assert!(light.contains("--paper: #ffffff;") && light.contains("--ink: #000000;"), "{light}");
        assert!(dark.contains("--paper: #0102ff;") && dark.contains("--ink: #ffffff;"), "{dark}");
    }
}
