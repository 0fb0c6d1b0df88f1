//! How a single link looks, in both directions.

use latchstring_domain::branding::{HexColor, LinkBrand, Look, PictureUrl};
use latchstring_domain::text::{BrandDescription, BrandFooter, BrandName, BrandTitle};
use latchstring_service::invitation::LinkBrandError;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::branding::{HelperButtonBody, PictureBody, color, helper, helper_body, refused};
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Fields, Refused, boolean, invalid, named, string, text};
use crate::schema::FontName;

/// How the pages and mails of this link look where they look otherwise than the workspace's. What is left out, or null, is the
/// workspace's, as it is when a page is opened.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetLinkBranding, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct LinkBrandingFields {
    /// The name that pages and mails bear.
    #[schema(min_length = 1, max_length = 100, example = "Contoso Facilities")]
    display_name: Option<String>,
    /// The colour of the primary button, links, progress and focus.
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", example = "#0b6e4f")]
    color: Option<String>,
    /// What is behind the card.
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")]
    background: Option<String>,
    /// The font; `own` is the one that the workspace uploaded.
    font: Option<FontName>,
    /// The heading of the first page, in every language. A reconnect shows none.
    #[schema(min_length = 1, max_length = 120)]
    title: Option<String>,
    /// The sentence under it, in every language. A reconnect shows none.
    #[schema(min_length = 1, max_length = 300)]
    description: Option<String>,
    /// Buttons at the foot of each page, in place of the workspace's; an empty list: none.
    #[schema(max_items = 4)]
    helper_buttons: Option<Vec<HelperButtonBody>>,
    /// A text at the foot of pages and mails.
    #[schema(min_length = 1, max_length = 300)]
    footer: Option<String>,
    /// Whether pages leave out whose software this is.
    hide_powered_by: Option<bool>,
    /// The picture at the top of pages and mails: where it is fetched from, this once, or the `url` of a picture of the workspace
    /// as an answer shows it.
    #[schema(max_length = 2000)]
    logo_url: Option<String>,
}

/// Reads what a link chooses, and where its logo is. What chooses nothing is left out.
pub(super) fn read(fields: &mut Fields) -> (Option<Box<LinkBrand>>, Option<PictureUrl>) {
    let read = fields.maybe_object("branding", |fields| {
        let brand = LinkBrand {
            name: fields.maybe("displayName", text(BrandName::parse)),
            color: fields.maybe("color", color),
            background: fields.maybe("background", color),
            font: fields.maybe("font", named),
            title: fields.maybe("title", text(BrandTitle::parse)),
            description: fields.maybe("description", text(BrandDescription::parse)),
            helpers: fields.maybe_objects("helperButtons", Look::MAX_HELPERS, helper),
            footer: fields.maybe("footer", text(BrandFooter::parse)),
            shows_powered_by: fields.maybe("hidePoweredBy", boolean).map(|hides| !hides),
            logo: None,
        };
        (brand, fields.maybe("logoUrl", string(PictureUrl::parse)))
    });
    let (brand, logo) = read.unwrap_or_default();
    (Some(brand).filter(|brand| *brand != LinkBrand::default()).map(Box::new), logo)
}

/// The problem of a link that cannot look so.
pub(super) fn no_such_look(error: LinkBrandError) -> Problem {
    match error {
        LinkBrandError::NoFont => {
            let detail = "no font was uploaded; upload one first";
            invalid([Refused::new(FieldCode::NotUploaded, detail).at("/branding/font")])
        }
        LinkBrandError::Logo(error) => refused(error, "/branding/logoUrl"),
        LinkBrandError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// How a link looks where it looks otherwise than its workspace. Only what was given is there.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LinkBranding)]
pub(crate) struct LinkBrandingBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "#0b6e4f")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    background: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Option<FontName>)]
    font: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    helper_buttons: Option<Vec<HelperButtonBody>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    footer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    hide_powered_by: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    logo: Option<PictureBody>,
}

impl LinkBrandingBody {
    /// What is shown of it by a deployment at this address.
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
        Self {
            display_name: name.map(|name| name.to_string()),
            color: color.as_ref().map(HexColor::to_string),
            background: background.as_ref().map(HexColor::to_string),
            font: font.map(|font| font.as_str()),
            title: title.map(|title| title.to_string()),
            description: description.map(|description| description.to_string()),
            helper_buttons: helpers.map(|helpers| helpers.iter().map(helper_body).collect()),
            footer: footer.map(|footer| footer.to_string()),
            hide_powered_by: shows_powered_by.map(|shows| !shows),
            logo: logo.map(|logo| PictureBody::new(&logo, address)),
        }
    }
}
