use std::collections::BTreeMap;

use super::HexColor;
use crate::names::named;
use crate::portal::TextOverrides;
use crate::provider::ProviderUrl;
use crate::text::{BrandDescription, BrandFooter, BrandName, BrandTitle, HelperLabel};

named! {
    /// The font of a workspace's pages.
    #[derive(Default)]
    Font, ParseFontError, "a font" {
        /// The device's own, which costs nothing to load.
        #[default]
        System = "system",
        /// Inter, which comes with the server.
        Inter = "inter",
        /// Source Sans 3, which comes with the server.
        SourceSans = "source-sans-3",
        /// Atkinson Hyperlegible, which comes with the server.
        Atkinson = "atkinson-hyperlegible",
        /// The one that was uploaded.
        Own = "own",
    }
}

/// A button beside the flow that leads somewhere else, such as to the customer's help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelperButton {
    /// What it says.
    pub label: HelperLabel,
    /// Where it leads, in a tab of its own.
    pub url: ProviderUrl,
}

/// What a workspace chooses of its look, all of it optional.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The name that pages and mails bear in the place of the company's or the workspace's.
    pub name: Option<BrandName>,
    /// The colour of the primary button, links, progress and focus.
    pub color: Option<HexColor>,
    /// What is behind the card.
    pub background: Option<HexColor>,
    /// The font.
    pub font: Font,
    /// The heading of the first page, in every language.
    pub title: Option<BrandTitle>,
    /// The sentence under it, in every language.
    pub description: Option<BrandDescription>,
    /// Up to [`Look::MAX_HELPERS`] buttons at the foot of each page.
    pub helpers: Vec<HelperButton>,
    /// A text at the foot of pages and mails.
    pub footer: Option<BrandFooter>,
    /// Whether pages say whose software this is: not unless somebody wants it.
    pub shows_powered_by: bool,
    /// Other texts for keys of the pages, by the language that they are in (a BCP 47 tag). What a link brings of its own comes
    /// before them.
    pub texts: BTreeMap<String, TextOverrides>,
}

impl Look {
    /// The most helper buttons.
    pub const MAX_HELPERS: usize = 4;
    /// The most languages with texts of their own.
    pub const MAX_LANGUAGES: usize = 20;
}
