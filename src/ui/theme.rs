//! Stand-in until the themes land.

/// A theme's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "stand-in")]
pub enum ThemeName {
    Dark,
    Light,
    HighContrast,
    Mono,
}
