//! What every page loads: one stylesheet, one script, one icon; and what only some pages do. All of them are in the binary
//! and are addressed by their content, so a browser may keep them for good and a new release is never mixed with an old
//! page.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Where assets are served.
pub const PREFIX: &str = "/p/assets/";

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// `app.css`.
    pub name: &'static str,
    /// The value for `Content-Type`.
    pub content_type: &'static str,
    /// The file, without the white space and comments that only its authors need.
    pub bytes: Vec<u8>,
    /// The same as gzip, a third of it; empty for what is packed already. Only what is in the binary is ever compressed: a compressed page with a secret and
    /// something of a visitor's in it would tell of the secret by its length (BREACH).
    pub gzip: Vec<u8>,
    /// The absolute path to link to: [`PREFIX`], 16 hexadecimal digits of the content's SHA-256, a dash, the name.
    pub path: String,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, source: &str) -> Self {
        let bytes = squeezed(source).into_bytes();
        let gzip = gzip(&bytes);
        Self::of(name, content_type, bytes, gzip)
    }

    /// A font, which is packed already.
    fn font(name: &'static str, bytes: &[u8]) -> Self {
        Self::of(name, "font/woff2", bytes.to_vec(), Vec::new())
    }

    fn of(name: &'static str, content_type: &'static str, bytes: Vec<u8>, gzip: Vec<u8>) -> Self {
        let mut path = String::from(PREFIX);
        for byte in Sha256::digest(&bytes).iter().take(8) {
            // Writing to a string cannot fail.
            let _ = write!(path, "{byte:02x}");
        }
        path.push('-');
        path.push_str(name);
        Self { name, content_type, bytes, gzip, path }
    }
}

static STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    let source = concat!(
        include_str!("../assets/css/tokens.css"),
        include_str!("../assets/css/frame.css"),
        include_str!("../assets/css/controls.css"),
        include_str!("../assets/css/parts.css"),
    );
    Asset::new("app.css", "text/css; charset=utf-8", source)
});
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("app.js", "text/javascript; charset=utf-8", include_str!("../assets/app.js"))
});
static PORTAL_STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("portal.css", "text/css; charset=utf-8", include_str!("../assets/css/portal.css"))
});
static FORWARDING_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("forwarding.js", "text/javascript; charset=utf-8", include_str!("../assets/forwarding.js"))
});
static FORWARDING_STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("forwarding.css", "text/css; charset=utf-8", include_str!("../assets/css/forwarding.css"))
});
static MAILS_STYLESHEET: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("mails.css", "text/css; charset=utf-8", include_str!("../assets/css/mails.css"))
});
static MAPPING_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("mapping.js", "text/javascript; charset=utf-8", include_str!("../assets/mapping.js"))
});
static SEARCH_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("search.js", "text/javascript; charset=utf-8", include_str!("../assets/search.js"))
});
static LANDING_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("landing.js", "text/javascript; charset=utf-8", include_str!("../assets/landing.js"))
});
static RETURN_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("return.js", "text/javascript; charset=utf-8", include_str!("../assets/return.js"))
});
static EMBEDDED_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("embedded.js", "text/javascript; charset=utf-8", include_str!("../assets/embedded.js"))
});
static EMBED_SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("embed.js", "text/javascript; charset=utf-8", include_str!("../assets/embed.js"))
});
static EMBED_TYPES: LazyLock<Asset> = LazyLock::new(|| {
    let source = include_str!("../assets/embed.d.ts").as_bytes().to_vec();
    let gzip = gzip(&source);
    Asset::of("embed.d.ts", "text/plain; charset=utf-8", source, gzip)
});
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")));

macro_rules! fonts {
    ($($(#[$doc:meta])* $name:ident = $family:literal, $bold:literal;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name() -> [(&'static Asset, u16); 2] {
                static REGULAR: LazyLock<Asset> = LazyLock::new(|| {
                    let bytes = include_bytes!(concat!("../assets/fonts/", $family, "-400.woff2"));
                    Asset::font(concat!($family, "-400.woff2"), bytes)
                });
                static BOLD: LazyLock<Asset> = LazyLock::new(|| {
                    let bytes = include_bytes!(concat!("../assets/fonts/", $family, "-", $bold, ".woff2"));
                    Asset::font(concat!($family, "-", $bold, ".woff2"), bytes)
                });
                [(&REGULAR, 400), (&BOLD, $bold)]
            }
        )*

        /// The fonts that come with the server, all under the SIL Open Font License 1.1, which lies beside them. They hold the
        /// Latin letters; what they lack is shown in the device's own font.
        #[must_use]
        pub fn fonts() -> Vec<&'static Asset> {
            [$($name()),*].into_iter().flatten().map(|(asset, _)| asset).collect()
        }
    };
}

fonts! {
    /// Inter, with the weight of each file.
    inter = "inter", 600;
    /// Source Sans 3, with the weight of each file.
    source_sans = "source-sans-3", 600;
    /// Atkinson Hyperlegible, with the weight of each file.
    atkinson = "atkinson-hyperlegible", 700;
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail; if it did, nothing would be sent as gzip.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// The text without indentation, empty lines and comments that have lines to themselves: a quarter of the weight. A real
/// minifier would win a little more and would have to understand the languages. The sources keep to what this assumes: no
/// text that runs over lines, no `//` or `/*` at the start of a line but for a comment.
fn squeezed(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        let comment = in_comment || begins || line.starts_with("//");
        in_comment = (in_comment || begins) && !line.ends_with("*/");
        if !comment && !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The design system.
#[must_use]
pub fn stylesheet() -> &'static Asset {
    &STYLESHEET
}

/// What a browser may improve; no page needs it.
#[must_use]
pub fn script() -> &'static Asset {
    &SCRIPT
}

/// The browser tab's icon.
#[must_use]
pub fn icon() -> &'static Asset {
    &ICON
}

/// What the pages of portals add to the design system. The first page of a portal has no use for it.
#[must_use]
pub fn portal_stylesheet() -> &'static Asset {
    &PORTAL_STYLESHEET
}

/// What the page of forwarded codes adds to the design system.
#[must_use]
pub fn forwarding_stylesheet() -> &'static Asset {
    &FORWARDING_STYLESHEET
}

/// What the pages of mails that are not sent add to it.
#[must_use]
pub fn mails_stylesheet() -> &'static Asset {
    &MAILS_STYLESHEET
}

/// What asks whether a test message has arrived.
#[must_use]
pub fn forwarding_script() -> &'static Asset {
    &FORWARDING_SCRIPT
}

/// What makes long lists of fields searchable.
#[must_use]
pub fn mapping_script() -> &'static Asset {
    &MAPPING_SCRIPT
}

/// What searches the catalog while somebody types.
#[must_use]
pub fn search_script() -> &'static Asset {
    &SEARCH_SCRIPT
}

/// What takes the link out of the history once it is used.
#[must_use]
pub fn landing_script() -> &'static Asset {
    &LANDING_SCRIPT
}

/// What sends the answer of a provider's own page on.
#[must_use]
pub fn return_script() -> &'static Asset {
    &RETURN_SCRIPT
}

/// What tells the page around, or the one that opened this one, how far the recipient has come.
#[must_use]
pub fn embedded_script() -> &'static Asset {
    &EMBEDDED_SCRIPT
}

/// What a site loads to show a link. It is served by a name of its own, and not among the assets of pages.
#[must_use]
pub fn embed_script() -> &'static Asset {
    &EMBED_SCRIPT
}

/// The types of [`embed_script`], with the comments that their readers need.
#[must_use]
pub fn embed_types() -> &'static Asset {
    &EMBED_TYPES
}

/// What every page loads.
#[must_use]
pub fn common() -> [&'static Asset; 3] {
    [stylesheet(), script(), icon()]
}

/// All of them but the fonts.
#[must_use]
pub fn all() -> [&'static Asset; 12] {
    let [stylesheet, script, icon] = common();
    let some = [portal_stylesheet(), mapping_script(), search_script(), return_script(), embedded_script()];
    let [portal, mapping, search, returning, embedded] = some;
    let (style, forwarding) = (forwarding_stylesheet(), forwarding_script());
    let (landing, mails) = (landing_script(), mails_stylesheet());
    [
        stylesheet, script, icon, portal, mapping, search, returning, embedded, style, forwarding, landing,
        mails,
    ]
}

/// The asset behind what follows [`PREFIX`] in a path. `None` also for the right name with another version's hash, so that
/// what is answered may be cached for good.
#[must_use]
pub fn find(file: &str) -> Option<&'static Asset> {
    all().into_iter().chain(fonts()).find(|asset| asset.path.strip_prefix(PREFIX) == Some(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_its_own_hash_only() {
        for asset in all().into_iter().chain(fonts()) {
            let file = asset.path.strip_prefix(PREFIX).unwrap();
            assert!(std::ptr::eq(find(file).unwrap(), asset));
            assert!(find(asset.name).is_none());
            assert!(find(&format!("0000000000000000-{}", asset.name)).is_none());
        }
    }

    #[test]
    fn squeezing_drops_comments_and_indentation_only() {
        let source = "/* one\n * two\n */\na {\n  b: c; /* kept */\n}\n\n// three\n  const url = \"https://x\";\n/* four */\nd";
        assert_eq!(squeezed(source), "a {\nb: c; /* kept */\n}\nconst url = \"https://x\";\nd\n");
    }

    #[test]
    fn the_path_follows_the_content() {
        let one = Asset::new("a.css", "text/css", "one");
        // SHA-256 of "one\n" begins with these eight bytes.
        assert_eq!(one.path, "/p/assets/2c8b08da5ce60398-a.css");
    }
}
