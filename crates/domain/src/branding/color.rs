//! Colours, and the contrast between them as WCAG 2.2 has it.

use std::fmt;
use std::str::FromStr;

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

    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::new(0xff, 0xff, 0xff);
    /// The least contrast of text with what is behind it (WCAG 2.2, success criterion 1.4.3).
    pub const TEXT: f64 = 4.5;

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
        if self.contrast(Self::WHITE) >= Self::TEXT { Self::WHITE } else { Self::BLACK }
    }

    /// This colour, moved no further towards black or white than it needs for text on `surface`.
    #[must_use]
    pub fn readable_on(self, surface: Self) -> Self {
        let goal = surface.text_on();
        (0..=100)
            .map(|percent| self.mixed(goal, percent))
            .find(|color| color.contrast(surface) >= Self::TEXT)
            .unwrap_or(goal)
    }

    /// This colour with so many percent of another.
    #[must_use]
    pub fn mixed(self, other: Self, percent: u32) -> Self {
        let percent = percent.min(100);
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

    /// Its six digits, without the `#`.
    #[must_use]
    pub fn digits(self) -> String {
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
