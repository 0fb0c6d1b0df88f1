use std::collections::BTreeMap;

use latchstring_domain::branding::{Branding, FileKind, Look, Picture};
use latchstring_service::branding::BrandingView;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// How a workspace looks.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrandingShape {
    display_name: Option<String>,
    color: Option<String>,
    background: Option<String>,
    font: &'static str,
    title: Option<String>,
    description: Option<String>,
    helper_buttons: Vec<HelperShape>,
    footer: Option<String>,
    hide_powered_by: bool,
    texts: BTreeMap<String, BTreeMap<&'static str, String>>,
    logo: Option<PictureShape>,
    favicon: Option<PictureShape>,
    font_file: Option<String>,
    preview_url: String,
    updated: String,
}

#[derive(Serialize)]
pub(super) struct HelperShape {
    pub(super) label: String,
    pub(super) url: String,
}

#[derive(Serialize)]
pub(super) struct PictureShape {
    pub(super) url: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl From<BrandingView> for BrandingShape {
    fn from(view: BrandingView) -> Self {
        let picture = |picture: &Picture| PictureShape {
            url: view.file_url(&picture.file, FileKind::Png),
            width: picture.width,
            height: picture.height,
        };
        let Branding {
            workspace_id: _,
            look,
            logo,
            favicon,
            font: file,
            created_at: _,
            updated_at,
            version: _,
        } = &view.branding;
        let Look {
            name,
            color,
            background,
            font,
            title,
            description,
            helpers,
            footer,
            shows_powered_by,
            texts,
        } = look;
        let helper = |it: &latchstring_domain::branding::HelperButton| HelperShape {
            label: it.label.to_string(),
            url: it.url.to_string(),
        };
        let words = texts.iter().map(|(language, own)| {
            (language.clone(), own.0.iter().map(|(key, text)| (key.as_str(), text.to_string())).collect())
        });
        Self {
            display_name: name.as_ref().map(ToString::to_string),
            color: color.as_ref().map(ToString::to_string),
            background: background.as_ref().map(ToString::to_string),
            font: font.as_str(),
            title: title.as_ref().map(ToString::to_string),
            description: description.as_ref().map(ToString::to_string),
            helper_buttons: helpers.iter().map(helper).collect(),
            footer: footer.as_ref().map(ToString::to_string),
            hide_powered_by: !shows_powered_by,
            texts: words.collect(),
            logo: logo.as_ref().map(picture),
            favicon: favicon.as_ref().map(picture),
            font_file: file.as_ref().map(|key| view.file_url(key, FileKind::Woff2)),
            preview_url: view.preview_url(),
            updated: updated_at.to_string(),
        }
    }
}

impl Shape for BrandingShape {
    fn blocks(&self) -> Vec<Block> {
        let picture = |it: &Option<PictureShape>| {
            or_dash(it.as_ref().map(|it| format!("{} ({} x {})", it.url, it.width, it.height)))
        };
        let mut facts = vec![
            ("name", or_dash(self.display_name.as_ref())),
            ("color", or_dash(self.color.as_ref())),
            ("background", or_dash(self.background.as_ref())),
            ("font", self.font.to_owned()),
            ("title", or_dash(self.title.as_ref())),
            ("description", or_dash(self.description.as_ref())),
        ];
        facts.extend(self.helper_buttons.iter().map(|it| ("helper", format!("{} ({})", it.label, it.url))));
        let own: usize = self.texts.values().map(BTreeMap::len).sum();
        facts.extend([
            ("footer", or_dash(self.footer.as_ref())),
            ("powered by", if self.hide_powered_by { "hidden" } else { "shown" }.to_owned()),
            ("own texts", own.to_string()),
            ("logo", picture(&self.logo)),
            ("favicon", picture(&self.favicon)),
            ("font file", or_dash(self.font_file.as_ref())),
            ("preview", self.preview_url.clone()),
            ("updated", self.updated.clone()),
        ]);
        vec![Block::Facts(facts)]
    }
}
