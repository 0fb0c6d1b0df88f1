//! The inviter's name, logo and look, and the small stylesheet that carries the look to the pages.

mod theme;

pub use latchstring_domain::branding::{FileKey, HexColor};
pub use theme::{Theme, Typeface};

use latchstring_domain::branding::{Branding, FileKind, Font};

/// Where the files of workspaces are served.
pub const FILES: &str = "/p/brand/";

/// Whose page this is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Brand {
    /// The inviter's name, as the recipient knows it.
    pub name: String,
    /// The logo. `None` shows a monogram.
    pub logo: Option<Logo>,
    /// Where the picture for the browser's tab is served.
    pub favicon: Option<String>,
    /// Colours and font.
    pub theme: Theme,
    /// Buttons that lead elsewhere.
    pub helpers: Vec<Helper>,
    /// A text at the foot of the page.
    pub footer: Option<String>,
    /// Whether the page says whose software this is.
    pub shows_maker: bool,
}

/// A logo, and how large it is shown: at most 40 pixels high and 160 wide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Where it is served; on this host, since the policy allows no other.
    pub path: String,
    /// Its width on the page.
    pub width: u32,
    /// Its height on the page.
    pub height: u32,
}

/// A button that leads elsewhere, in a tab of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// What it says.
    pub label: String,
    /// Where it leads: an `https` address.
    pub url: String,
}

impl Brand {
    /// A brand of which no more is known than its name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// What a workspace chose, for pages that are somebody's of this name unless it chose another.
    #[must_use]
    pub fn of(branding: &Branding, name: &str) -> Self {
        let look = &branding.look;
        let name = look.name.as_ref().map_or(name, |name| name.as_str());
        let typeface = match (branding.page_font(), branding.font) {
            (Font::Inter, _) => Typeface::Inter,
            (Font::SourceSans, _) => Typeface::SourceSans,
            (Font::Atkinson, _) => Typeface::Atkinson,
            (Font::Own, Some(file)) => Typeface::Own(file),
            (Font::Own, None) | (Font::System, _) => Typeface::System,
        };
        let helper = |it: &latchstring_domain::branding::HelperButton| Helper {
            label: it.label.to_string(),
            url: it.url.to_string(),
        };
        Self {
            name: name.to_owned(),
            logo: branding.logo.as_ref().map(|it| Logo::shown(picture_path(&it.file), it.width, it.height)),
            favicon: branding.favicon.as_ref().map(|it| picture_path(&it.file)),
            theme: Theme { color: look.color, background: look.background, typeface },
            helpers: look.helpers.iter().map(helper).collect(),
            footer: look.footer.as_ref().map(ToString::to_string),
            shows_maker: look.shows_powered_by,
        }
    }

    /// One or two letters that stand for a missing logo.
    #[must_use]
    pub fn monogram(&self) -> String {
        monogram(&self.name)
    }
}

impl Logo {
    /// The logo in its own proportions, no larger than it is and than there is room for.
    #[must_use]
    pub fn shown(path: String, width: u32, height: u32) -> Self {
        let (wide, high) = (u64::from(width.max(1)), u64::from(height.max(1)));
        // The largest size that fits is bound by one of the two sides; rounded down, never to nothing.
        let (shown_wide, shown_high) = if wide <= 160 && high <= 40 {
            (wide, high)
        } else if wide * 40 >= high * 160 {
            (160, high * 160 / wide)
        } else {
            (wide * 40 / high, 40)
        };
        let side = |pixels: u64| u32::try_from(pixels.max(1)).unwrap_or(1);
        Self { path, width: side(shown_wide), height: side(shown_high) }
    }
}

fn picture_path(file: &FileKey) -> String {
    file_path(file, FileKind::Png)
}

/// The path of a file: `/p/brand/`, its key, and what it is.
#[must_use]
pub fn file_path(file: &FileKey, kind: FileKind) -> String {
    format!("{FILES}{file}.{kind}")
}

/// The file that a requested name asks for; only the one spelling that [`file_path`] writes.
#[must_use]
pub fn file_of(name: &str) -> Option<(FileKey, FileKind)> {
    let (key, kind) = name.split_once('.')?;
    Some((key.parse().ok()?, kind.parse().ok()?))
}

/// The first letters of the first two words that begin with one.
pub(crate) fn monogram(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next().filter(|first| first.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests;
