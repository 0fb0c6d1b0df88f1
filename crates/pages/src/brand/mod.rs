//! The inviter's name, logo and colour, and the small stylesheet that carries the colour to the pages.
//!
//! A strict content security policy leaves no `style` attribute to put a colour in, so it travels as a stylesheet of its own
//! whose name is the colour. The colour is somebody's brand and was not chosen for text; what is readable on it and what of
//! it is readable on the page is computed here, by the contrast ratio of WCAG 2.2, success criteria 1.4.3 and 1.4.11.

use crate::assets;

pub use latchstring_domain::branding::HexColor;

/// The least contrast of a control's edge with what is around it.
const EDGE: f64 = 3.0;

/// What the colour appears on, in one scheme. The values are those of `tokens.css`, which a test compares.
struct Scheme {
    /// The card.
    surface: HexColor,
    /// A box in the card. It lies between the card and the text, so what can be read on it can be read on the card.
    sunken: HexColor,
}

const LIGHT: Scheme =
    Scheme { surface: HexColor::new(0xff, 0xff, 0xff), sunken: HexColor::new(0xf7, 0xf8, 0xfa) };
const DARK: Scheme =
    Scheme { surface: HexColor::new(0x18, 0x1b, 0x20), sunken: HexColor::new(0x1f, 0x23, 0x2a) };

/// Whose page this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The inviter's name, as the recipient knows it.
    pub name: String,
    /// Where the logo is served; on this host, since the policy allows no other. `None` shows a monogram.
    pub logo_url: Option<String>,
    /// The colour of the primary button, links, progress and focus. `None` takes [`HexColor::DEFAULT`].
    pub color: Option<HexColor>,
}

impl Brand {
    /// One or two letters that stand for a missing logo.
    #[must_use]
    pub fn monogram(&self) -> String {
        monogram(&self.name)
    }
}

/// The first letters of the first two words that begin with one.
pub(crate) fn monogram(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next().filter(|first| first.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The path of a colour's stylesheet: `/p/assets/brand-1f4fd8.css`. The name carries no version, so cache it for hours, not
/// for good.
#[must_use]
pub fn stylesheet_path(color: HexColor) -> String {
    format!("{}brand-{}.css", assets::PREFIX, color.digits())
}

/// The colour that a requested file name asks for; only the one spelling that [`stylesheet_path`] writes.
#[must_use]
pub fn color_of_stylesheet(file: &str) -> Option<HexColor> {
    let digits = file.strip_prefix("brand-")?.strip_suffix(".css")?;
    let color: HexColor = format!("#{digits}").parse().ok()?;
    (color.digits() == digits).then_some(color)
}

/// The stylesheet of a colour, light and dark.
#[must_use]
pub fn stylesheet(color: HexColor) -> String {
    let light = properties(color, &LIGHT);
    let dark = properties(color, &DARK);
    format!(":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
}

fn properties(color: HexColor, scheme: &Scheme) -> String {
    let ink = color.readable_on(scheme.sunken);
    // A white button on a white card needs an edge, or it is only a word.
    let edge = if color.contrast(scheme.surface) >= EDGE { color } else { ink };
    format!("--brand:{color};--on-brand:{};--brand-ink:{ink};--brand-edge:{edge}", color.text_on())
}

#[cfg(test)]
mod tests;
