use latchstring_domain::branding::{HexColor, LinkBrand};
use latchstring_domain::text::{BrandDescription, BrandFooter, BrandName, BrandTitle};
use serde::{Deserialize, Serialize};

use super::brandings::{PictureRow, helper_row, read_helper};
use super::cell::{Result, Row};

/// How a link looks otherwise than its workspace, within its presentation. What was not chosen is not written.
#[derive(Serialize, Deserialize)]
pub(super) struct LinkBrandRow {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    background: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    font: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    helpers: Option<Vec<(String, String)>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    footer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shows_powered_by: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo: Option<PictureRow>,
}

impl LinkBrandRow {
    pub(super) fn write(value: &LinkBrand) -> Self {
        let LinkBrand {
            name,
            color,
            background,
            font,
            title,
            description,
            helpers,
            footer,
            shows_powered_by,
            logo,
        } = value;
        Self {
            name: name.as_ref().map(BrandName::to_string),
            color: color.as_ref().map(HexColor::to_string),
            background: background.as_ref().map(HexColor::to_string),
            font: font.map(|font| font.to_string()),
            title: title.as_ref().map(BrandTitle::to_string),
            description: description.as_ref().map(BrandDescription::to_string),
            helpers: helpers.as_ref().map(|helpers| helpers.iter().map(helper_row).collect()),
            footer: footer.as_ref().map(BrandFooter::to_string),
            shows_powered_by: *shows_powered_by,
            logo: logo.as_ref().map(PictureRow::write),
        }
    }

    pub(super) fn read(self, row: &Row) -> Result<LinkBrand> {
        const COLUMN: &str = "presentation";
        let helpers = |helpers: Vec<(String, String)>| -> Result<_> {
            helpers.into_iter().map(|one| read_helper(row, COLUMN, one)).collect()
        };
        Ok(LinkBrand {
            name: row.optional(COLUMN, self.name, |text| BrandName::parse(&text))?,
            color: row.optional(COLUMN, self.color, |text| text.parse())?,
            background: row.optional(COLUMN, self.background, |text| text.parse())?,
            font: row.optional(COLUMN, self.font, |text| text.parse())?,
            title: row.optional(COLUMN, self.title, |text| BrandTitle::parse(&text))?,
            description: row.optional(COLUMN, self.description, |text| BrandDescription::parse(&text))?,
            helpers: self.helpers.map(helpers).transpose()?,
            footer: row.optional(COLUMN, self.footer, |text| BrandFooter::parse(&text))?,
            shows_powered_by: self.shows_powered_by,
            logo: self.logo.map(|logo| logo.read(row, COLUMN)).transpose()?,
        })
    }
}
