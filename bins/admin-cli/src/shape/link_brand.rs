use latchstring_domain::branding::{FileKind, LinkBrand};
use latchstring_service::branding::file_url;
use serde::Serialize;

use super::branding::{HelperShape, PictureShape};

/// How a link looks where it looks otherwise than its workspace, in the API's shape.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LinkBrandShape {
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    font: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    helper_buttons: Option<Vec<HelperShape>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hide_powered_by: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<PictureShape>,
}

impl LinkBrandShape {
    pub(super) fn new(brand: LinkBrand, address: &str) -> Self {
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
        } = brand;
        let helpers = helpers.map(|helpers| {
            let shape = |it: &latchstring_domain::branding::HelperButton| HelperShape {
                label: it.label.to_string(),
                url: it.url.to_string(),
            };
            helpers.iter().map(shape).collect()
        });
        Self {
            display_name: name.map(|name| name.to_string()),
            color: color.map(|color| color.to_string()),
            background: background.map(|color| color.to_string()),
            font: font.map(|font| font.as_str()),
            title: title.map(|title| title.to_string()),
            description: description.map(|description| description.to_string()),
            helper_buttons: helpers,
            footer: footer.map(|footer| footer.to_string()),
            hide_powered_by: shows_powered_by.map(|shows| !shows),
            logo: logo.map(|logo| PictureShape {
                url: file_url(address, &logo.file, FileKind::Png),
                width: logo.width,
                height: logo.height,
            }),
        }
    }

    /// A line for each part.
    pub(super) fn words(&self) -> String {
        let helpers = self.helper_buttons.as_ref().map(|helpers| match helpers.as_slice() {
            [] => "none".to_owned(),
            some => some.iter().map(|it| format!("{} ({})", it.label, it.url)).collect::<Vec<_>>().join(", "),
        });
        let powered_by = self.hide_powered_by.map(|hides| if hides { "hidden" } else { "shown" }.to_owned());
        let logo = self.logo.as_ref().map(|it| format!("{} ({} x {})", it.url, it.width, it.height));
        let parts = [
            ("name", self.display_name.clone()),
            ("color", self.color.clone()),
            ("background", self.background.clone()),
            ("font", self.font.map(str::to_owned)),
            ("title", self.title.clone()),
            ("description", self.description.clone()),
            ("helpers", helpers),
            ("footer", self.footer.clone()),
            ("powered by", powered_by),
            ("logo", logo),
        ];
        let lines = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
        lines.collect::<Vec<_>>().join("\n")
    }
}
