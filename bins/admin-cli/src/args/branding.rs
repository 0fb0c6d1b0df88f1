use std::path::PathBuf;

use clap::{Args, Subcommand};
use latchstring_domain::branding::{Font, HelperButton, HexColor};
use latchstring_domain::text::{BrandDescription, BrandFooter, BrandName, BrandTitle};

use super::values;
use crate::picture::PictureSource;

/// How the workspace looks to its recipients.
#[derive(Debug, Subcommand)]
pub(crate) enum BrandingCommand {
    /// Show how the workspace looks, and where its pages can be looked at
    Show,
    /// Change what is named, and leave the rest as it is
    Set(Box<BrandingChanges>),
    /// Take the picture at the top of pages and mails, from a file or an https address: PNG, JPEG or WebP
    Logo(BrandingPicture),
    /// Take the picture in a browser's tab, from a file or an https address: PNG, JPEG or WebP
    Favicon(BrandingPicture),
    /// Upload the font: WOFF2
    Font(BrandingFile),
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct BrandingChanges {
    /// The name that pages and mails bear, 1 to 100 characters
    #[arg(long, value_parser = BrandName::parse)]
    pub(crate) name: Option<BrandName>,
    /// The colour of buttons and links, such as #1f4fd8
    #[arg(long)]
    pub(crate) color: Option<HexColor>,
    /// What is behind the card, such as #f4f5f7
    #[arg(long)]
    pub(crate) background: Option<HexColor>,
    /// The font; `own` is the one that was uploaded
    #[arg(long, value_parser = values::font())]
    pub(crate) font: Option<Font>,
    /// The heading of the first page, 1 to 120 characters
    #[arg(long, value_parser = BrandTitle::parse)]
    pub(crate) title: Option<BrandTitle>,
    /// The line under it, 1 to 300 characters
    #[arg(long, value_parser = BrandDescription::parse)]
    pub(crate) description: Option<BrandDescription>,
    /// A button at the foot of each page, in place of all there were; repeat for up to four
    #[arg(long, value_name = "LABEL=URL", value_parser = values::helper)]
    pub(crate) helper: Vec<HelperButton>,
    /// A text at the foot of pages, 1 to 300 characters
    #[arg(long, value_parser = BrandFooter::parse)]
    pub(crate) footer: Option<BrandFooter>,
    /// Whether pages leave out whose software this is
    #[arg(long, value_name = "BOOL")]
    pub(crate) hide_powered_by: Option<bool>,
    /// Empty this, as it was before anything was chosen; repeat for several
    #[arg(long, value_name = "PART", value_enum)]
    pub(crate) clear: Vec<BrandingPart>,
}

/// A part of a look that can be emptied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum BrandingPart {
    Name,
    Color,
    Background,
    Title,
    Description,
    Helper,
    Footer,
    Texts,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct BrandingPicture {
    /// The file, or the address that it is fetched from, this once
    #[arg(value_name = "FILE|URL", value_parser = PictureSource::parse)]
    pub(crate) picture: Option<PictureSource>,
    /// Take the one there is away
    #[arg(long)]
    pub(crate) remove: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct BrandingFile {
    /// The file
    pub(crate) file: Option<PathBuf>,
    /// Take the one there is away
    #[arg(long)]
    pub(crate) remove: bool,
}
