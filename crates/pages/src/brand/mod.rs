//! The inviter's name, logo and colour, and the small stylesheet that carries the colour to the pages.
//!
//! A strict content security policy leaves no `style` attribute to put a colour in, so it travels as a stylesheet of its own
//! whose name is the colour. The colour is somebody's brand and was not chosen for text; what is readable on it and what of
//! it is readable on the page is computed here, by the contrast ratio of WCAG 2.2, success criteria 1.4.3 and 1.4.11.

use std::fmt;
use std::str::FromStr;

use crate::assets;

/// The least contrast of text with what is behind it.
const TEXT: f64 = 4.5;
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
const BLACK: HexColor = HexColor::new(0, 0, 0);
const WHITE: HexColor = HexColor::new(0xff, 0xff, 0xff);

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

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HexColor {
    red: u8,
    green: u8,
    blue: u8,
}

/// The text is not `#rgb` or `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written as # and three or six hexadecimal digits")]
pub struct ParseColorError;

impl HexColor {
    /// A calm blue for workspaces that chose none.
    pub const DEFAULT: Self = Self::new(0x1f, 0x4f, 0xd8);

    /// From its three channels.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black and white).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// White where it can be read on this colour, else black; one of the two always reaches 4.58. White first, because
    /// people expect it on a saturated button even where black would have a little more contrast.
    #[must_use]
    pub fn text_on(self) -> Self {
        if self.contrast(WHITE) >= TEXT { WHITE } else { BLACK }
    }

    /// This colour, moved no further towards black or white than it needs for text on `surface`.
    #[must_use]
    pub fn readable_on(self, surface: Self) -> Self {
        let goal = surface.text_on();
        (0..=100)
            .map(|percent| self.mixed(goal, percent))
            .find(|color| color.contrast(surface) >= TEXT)
            .unwrap_or(goal)
    }

    fn mixed(self, other: Self, percent: u32) -> Self {
        let mix = |from: u8, to: u8| {
            let sum = u32::from(from) * (100 - percent) + u32::from(to) * percent;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self::new(mix(self.red, other.red), mix(self.green, other.green), mix(self.blue, other.blue))
    }

    /// Relative luminance, with WCAG's 0.04045 as the knee.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl fmt::Display for HexColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.digits())
    }
}

impl FromStr for HexColor {
    type Err = ParseColorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('#').ok_or(ParseColorError)?;
        let nibbles: Vec<u8> = digits
            .chars()
            .map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()))
            .collect::<Option<_>>()
            .ok_or(ParseColorError)?;
        match *nibbles.as_slice() {
            [r, g, b] => Ok(Self::new(r * 17, g * 17, b * 17)),
            [a, b, c, d, e, f] => Ok(Self::new(a * 16 + b, c * 16 + d, e * 16 + f)),
            _ => Err(ParseColorError),
        }
    }
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
