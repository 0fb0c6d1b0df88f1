use std::collections::BTreeMap;

use latchstring_domain::branding::{Branding, FileKey, HelperButton, HexColor, Look, Picture};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::portal::TextOverrides;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::{
    BrandDescription, BrandFooter, BrandName, BrandTitle, HelperLabel, OverrideText,
};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use crate::entity::brandings::Model;

/// What a workspace chose, as one JSON column. What was not chosen is not written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct LookRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    font: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    helpers: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<String>,
    /// `None` only where nobody has written it: then it is not shown.
    hides_powered_by: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PictureRow {
    file: String,
    width: u32,
    height: u32,
}

impl PictureRow {
    pub(super) fn write(value: &Picture) -> Self {
        Self { file: value.file.to_string(), width: value.width, height: value.height }
    }

    pub(super) fn read(self, row: &Row, column: &'static str) -> Result<Picture> {
        Ok(Picture { file: row.parse(column, &self.file)?, width: self.width, height: self.height })
    }
}

pub(super) fn helper_row(value: &HelperButton) -> (String, String) {
    (value.label.to_string(), value.url.to_string())
}

pub(super) fn read_helper(
    row: &Row,
    column: &'static str,
    (label, url): (String, String),
) -> Result<HelperButton> {
    Ok(HelperButton {
        label: row.ok(column, HelperLabel::parse(&label))?,
        url: row.ok(column, ProviderUrl::parse(&url))?,
    })
}

pub(crate) fn write(value: &Branding) -> Result<Model> {
    let picture =
        |picture: &Option<Picture>| picture.as_ref().map(|it| json(&PictureRow::write(it))).transpose();
    Ok(Model {
        workspace_id: value.workspace_id.as_uuid(),
        look: Some(json(&LookRow::write(&value.look))?),
        logo: picture(&value.logo)?,
        favicon: picture(&value.favicon)?,
        font: value.font.as_ref().map(FileKey::to_string),
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Branding> {
    let row = Row::new("brandings", model.workspace_id);
    let look = model.look.as_deref().map(|text| row.json::<LookRow>("look", text)).transpose()?;
    let picture = |column, text: Option<String>| -> Result<Option<Picture>> {
        let Some(text) = text else { return Ok(None) };
        row.json::<PictureRow>(column, &text)?.read(&row, column).map(Some)
    };
    Ok(Branding {
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        look: look.unwrap_or_default().read(&row)?,
        logo: picture("logo", model.logo)?,
        favicon: picture("favicon", model.favicon)?,
        font: row.optional("font", model.font, |text| text.parse())?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

impl LookRow {
    fn write(value: &Look) -> Self {
        let texts = value.texts.iter().map(|(language, own)| {
            let own = own.0.iter().map(|(key, text)| (key.as_str().to_owned(), text.to_string()));
            (language.clone(), own.collect())
        });
        Self {
            name: value.name.as_ref().map(BrandName::to_string),
            color: value.color.as_ref().map(HexColor::to_string),
            background: value.background.as_ref().map(HexColor::to_string),
            font: Some(value.font.to_string()),
            title: value.title.as_ref().map(BrandTitle::to_string),
            description: value.description.as_ref().map(BrandDescription::to_string),
            helpers: value.helpers.iter().map(helper_row).collect(),
            footer: value.footer.as_ref().map(BrandFooter::to_string),
            hides_powered_by: Some(!value.shows_powered_by),
            texts: texts.collect(),
        }
    }

    fn read(self, row: &Row) -> Result<Look> {
        const COLUMN: &str = "look";
        let helper = |one| read_helper(row, COLUMN, one);
        let text = |(key, text): (String, String)| -> Result<_> {
            Ok((row.parse(COLUMN, &key)?, row.ok(COLUMN, OverrideText::parse(&text))?))
        };
        let own = |(language, own): (String, BTreeMap<String, String>)| -> Result<_> {
            Ok((language, TextOverrides(own.into_iter().map(text).collect::<Result<_>>()?)))
        };
        Ok(Look {
            name: row.optional(COLUMN, self.name, |text| BrandName::parse(&text))?,
            color: row.optional(COLUMN, self.color, |text| text.parse())?,
            background: row.optional(COLUMN, self.background, |text| text.parse())?,
            font: row.optional(COLUMN, self.font, |text| text.parse())?.unwrap_or_default(),
            title: row.optional(COLUMN, self.title, |text| BrandTitle::parse(&text))?,
            description: row.optional(COLUMN, self.description, |text| BrandDescription::parse(&text))?,
            helpers: self.helpers.into_iter().map(helper).collect::<Result<_>>()?,
            footer: row.optional(COLUMN, self.footer, |text| BrandFooter::parse(&text))?,
            shows_powered_by: self.hides_powered_by == Some(false),
            texts: self.texts.into_iter().map(own).collect::<Result<_>>()?,
        })
    }
}
