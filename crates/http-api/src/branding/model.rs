use std::collections::BTreeMap;

use latchstring_domain::branding::{FileKind, HelperButton, HexColor, Look, Picture};
use latchstring_domain::portal::TextOverrides;
use latchstring_service::branding::{BrandingView, file_url};
use serde::Serialize;
use utoipa::ToSchema;

use crate::schema::FontName;

/// How a workspace looks to its recipients.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Branding)]
pub(crate) struct BrandingBody {
    /// The name that pages and mails bear.
    #[schema(required)]
    display_name: Option<String>,
    #[schema(required, example = "#1f4fd8")]
    color: Option<String>,
    #[schema(required, example = "#f4f5f7")]
    background: Option<String>,
    #[schema(value_type = FontName)]
    font: &'static str,
    /// The heading of the first page, in place of the usual one.
    #[schema(required)]
    title: Option<String>,
    /// The sentence under it, in place of the usual one.
    #[schema(required)]
    description: Option<String>,
    helper_buttons: Vec<HelperButtonBody>,
    #[schema(required)]
    footer: Option<String>,
    hide_powered_by: bool,
    /// Words of the pages, replaced, by language and key.
    texts: BTreeMap<String, BTreeMap<String, String>>,
    #[schema(required)]
    logo: Option<PictureBody>,
    #[schema(required)]
    favicon: Option<PictureBody>,
    /// The font that was uploaded.
    #[schema(required)]
    font_file: Option<FontBody>,
    /// Where you can look at the pages as recipients see them. Reload it after each change.
    preview_url: String,
    #[schema(format = DateTime)]
    updated: String,
}

/// A button at the foot of each page.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HelperButton)]
pub(crate) struct HelperButtonBody {
    #[schema(min_length = 1, max_length = 40, example = "Help")]
    label: String,
    /// Where it leads, in a tab of its own: an address that begins with `https://`.
    #[schema(max_length = 500, example = "https://help.example.com/connect")]
    url: String,
}

/// A picture as it is served: drawn anew as PNG, at an address that never has another content.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BrandPicture)]
pub(crate) struct PictureBody {
    url: String,
    width: u32,
    height: u32,
}

impl PictureBody {
    /// The picture, as a deployment at this address serves it.
    pub(crate) fn new(picture: &Picture, address: &str) -> Self {
        let url = file_url(address, &picture.file, FileKind::Png);
        Self { url, width: picture.width, height: picture.height }
    }
}

/// A font as it is served, at an address that never has another content.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BrandFont)]
pub(crate) struct FontBody {
    url: String,
}

impl From<BrandingView> for BrandingBody {
    fn from(view: BrandingView) -> Self {
        let picture = |picture: &Picture| PictureBody::new(picture, &view.address);
        let (logo, favicon) = (view.branding.logo.as_ref(), view.branding.favicon.as_ref());
        let (logo, favicon) = (logo.map(picture), favicon.map(picture));
        let font = |key| FontBody { url: view.file_url(key, FileKind::Woff2) };
        let font_file = view.branding.font.as_ref().map(font);
        let preview_url = view.preview_url();
        let updated = view.branding.updated_at.to_string();
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
        } = view.branding.look;
        Self {
            display_name: name.map(|name| name.to_string()),
            color: color.as_ref().map(HexColor::to_string),
            background: background.as_ref().map(HexColor::to_string),
            font: font.as_str(),
            title: title.map(|title| title.to_string()),
            description: description.map(|description| description.to_string()),
            helper_buttons: helpers.iter().map(helper_body).collect(),
            footer: footer.map(|footer| footer.to_string()),
            hide_powered_by: !shows_powered_by,
            texts: texts.into_iter().map(|(language, own)| (language, words(&own))).collect(),
            logo,
            favicon,
            font_file,
            preview_url,
            updated,
        }
    }
}

pub(crate) fn helper_body(button: &HelperButton) -> HelperButtonBody {
    HelperButtonBody { label: button.label.to_string(), url: button.url.to_string() }
}

fn words(own: &TextOverrides) -> BTreeMap<String, String> {
    own.0.iter().map(|(key, text)| (key.as_str().to_owned(), text.to_string())).collect()
}
