//! Colours and font, as a stylesheet.
//!
//! A strict content security policy leaves no `style` attribute to put a colour in, so the look travels as a stylesheet of its
//! own. Its name is all there is to know of it: digits of colours, the name of a font, the key of a file. Nobody's text is in
//! it, so nobody's text can be more than a colour. The colour is somebody's brand and was not chosen for text; what is readable
//! on it and what of it is readable on the page is computed here, by the contrast ratio of WCAG 2.2, success criteria 1.4.3 and
//! 1.4.11.

use std::fmt::Write as _;

use latchstring_domain::branding::{FileKey, FileKind, HexColor};

use super::file_path;
use crate::assets::{self, Asset};

/// The least contrast of a control's edge with what is around it.
const EDGE: f64 = 3.0;

/// What the colour appears on, in one scheme. The values are those of `tokens.css`, which a test compares.
pub(super) struct Scheme {
    /// The card.
    pub(super) surface: HexColor,
    /// A box in the card. It lies between the card and the text, so what can be read on it can be read on the card.
    pub(super) sunken: HexColor,
}

pub(super) const LIGHT: Scheme =
    Scheme { surface: HexColor::new(0xff, 0xff, 0xff), sunken: HexColor::new(0xf7, 0xf8, 0xfa) };
pub(super) const DARK: Scheme =
    Scheme { surface: HexColor::new(0x18, 0x1b, 0x20), sunken: HexColor::new(0x1f, 0x23, 0x2a) };

/// Colours and font of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Theme {
    /// The colour of the primary button, links, progress and focus. `None` takes [`HexColor::DEFAULT`].
    pub color: Option<HexColor>,
    /// What is behind the card. `None` takes a quiet grey.
    pub background: Option<HexColor>,
    /// The font.
    pub typeface: Typeface,
}

/// The font of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Typeface {
    /// The device's own.
    #[default]
    System,
    /// Inter.
    Inter,
    /// Source Sans 3.
    SourceSans,
    /// Atkinson Hyperlegible.
    Atkinson,
    /// One that was uploaded.
    Own(FileKey),
}

impl Theme {
    /// The path of the stylesheet: `/p/assets/brand-1f4fd8.css`, with `-on-` and the background, and with a dash and the font,
    /// where there are any. The name carries no version, so cache it for hours, not for good.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = format!("{}brand-{}", assets::PREFIX, self.color().digits());
        // Writing to a string cannot fail.
        if let Some(background) = self.background {
            let _ = write!(path, "-on-{}", background.digits());
        }
        match self.typeface {
            Typeface::System => {}
            Typeface::Inter => path.push_str("-inter"),
            Typeface::SourceSans => path.push_str("-source-sans-3"),
            Typeface::Atkinson => path.push_str("-atkinson-hyperlegible"),
            Typeface::Own(file) => {
                let _ = write!(path, "-own-{file}");
            }
        }
        path.push_str(".css");
        path
    }

    /// The theme that a requested file name asks for; only the one spelling that [`Theme::path`] writes.
    #[must_use]
    pub fn of_file(file: &str) -> Option<Self> {
        let name = file.strip_prefix("brand-")?.strip_suffix(".css")?;
        let (color, rest) = name.split_at_checked(6)?;
        let (background, rest) = match rest.strip_prefix("-on-") {
            Some(rest) => rest.split_at_checked(6).map(|(digits, rest)| (Some(digits), rest))?,
            None => (None, rest),
        };
        let parse = |digits: &str| format!("#{digits}").parse::<HexColor>().ok();
        let typeface = match rest {
            "" => Typeface::System,
            "-inter" => Typeface::Inter,
            "-source-sans-3" => Typeface::SourceSans,
            "-atkinson-hyperlegible" => Typeface::Atkinson,
            own => Typeface::Own(own.strip_prefix("-own-")?.parse().ok()?),
        };
        let background = match background {
            Some(digits) => Some(parse(digits)?),
            None => None,
        };
        let theme = Self { color: Some(parse(color)?), background, typeface };
        (theme.path().strip_prefix(assets::PREFIX) == Some(file)).then_some(theme)
    }

    /// The stylesheet, light and dark.
    #[must_use]
    pub fn stylesheet(&self) -> String {
        let (fonts, family) = self.typeface.faces();
        let light = self.properties(&LIGHT);
        let dark = self.properties(&DARK);
        format!("{fonts}:root{{{family}{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n")
    }

    fn color(&self) -> HexColor {
        self.color.unwrap_or(HexColor::DEFAULT)
    }

    pub(super) fn properties(&self, scheme: &Scheme) -> String {
        let color = self.color();
        let ink = color.readable_on(scheme.sunken);
        // A white button on a white card needs an edge, or it is only a word.
        let edge = if color.contrast(scheme.surface) >= EDGE { color } else { ink };
        let text = color.text_on();
        let behind = self.background.map(|background| behind(background, scheme)).unwrap_or_default();
        format!("--brand:{color};--on-brand:{text};--brand-ink:{ink};--brand-edge:{edge}{behind}")
    }
}

/// What is behind the card, and what can be read on it. Somebody who asked for a dark page gets no bright wall around it: there
/// a colour that calls for black text is left out.
fn behind(background: HexColor, scheme: &Scheme) -> String {
    let ink = background.text_on();
    if ink == HexColor::BLACK && scheme.surface.text_on() == HexColor::WHITE {
        return String::new();
    }
    let muted = (0..=30)
        .rev()
        .map(|percent| ink.mixed(background, percent))
        .find(|muted| muted.contrast(background) >= HexColor::TEXT)
        .unwrap_or(ink);
    format!(";--bg:{background};--bg-ink:{ink};--bg-muted:{muted}")
}

impl Typeface {
    /// The `@font-face` rules of the font, and the declaration that uses it, before the device's own for the letters that it
    /// does not have.
    fn faces(self) -> (String, &'static str) {
        let bundled = |faces: [(&'static Asset, u16); 2]| {
            faces.map(|(asset, weight)| face(&asset.path, &format!("font-weight:{weight};"))).concat()
        };
        let rules = match self {
            Self::System => return (String::new(), ""),
            Self::Inter => bundled(assets::inter()),
            Self::SourceSans => bundled(assets::source_sans()),
            Self::Atkinson => bundled(assets::atkinson()),
            Self::Own(file) => face(&file_path(&file, FileKind::Woff2), ""),
        };
        (
            rules,
            "--font:\"Brand\",-apple-system,BlinkMacSystemFont,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif;",
        )
    }
}

fn face(path: &str, weight: &str) -> String {
    format!(
        "@font-face{{font-family:\"Brand\";{weight}font-display:swap;src:url(\"{path}\") format(\"woff2\")}}\n"
    )
}
