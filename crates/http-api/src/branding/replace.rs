use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use latchstring_domain::branding::{HelperButton, HexColor, Look};
use latchstring_domain::portal::{TextKey, TextOverrides};
use latchstring_domain::text::{
    BrandDescription, BrandFooter, BrandName, BrandTitle, HelperLabel, OverrideText,
};
use latchstring_service::branding::{self, ReplaceLookError};
use latchstring_web_kit::problem::Problem;
use serde_json::Value;
use utoipa::ToSchema;

use super::model::{BrandingBody, HelperButtonBody};
use crate::auth::ApiCaller;
use crate::problem::{defect, failed};
use crate::read::{
    FieldCode, Fields, JsonBody, Refused, boolean, invalid, locale, named, provider_url, string, text,
};
use crate::schema::{BadBody, FontName, Refusals};
use crate::state::ApiState;

/// What the workspace looks like from now on. What is left out, or null, is as it was before anything was chosen; the logo, the
/// favicon and the uploaded font stay.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReplaceBranding, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct ReplaceBrandingBody {
    /// The name that pages and mails bear, in place of the company's.
    #[schema(min_length = 1, max_length = 100, example = "Northwind Energy Desk")]
    display_name: Option<String>,
    /// The colour of the primary button, links, progress and focus. What is written on it, and what of it is text, is made
    /// readable by itself, in light and dark.
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", example = "#1f4fd8")]
    color: Option<String>,
    /// What is behind the card. In a dark page it is used when it is dark.
    #[schema(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$", example = "#f4f5f7")]
    background: Option<String>,
    /// The font; `own` is the one that was uploaded.
    font: Option<FontName>,
    /// The heading of the first page, in every language.
    #[schema(min_length = 1, max_length = 120)]
    title: Option<String>,
    /// The sentence under it, in every language.
    #[schema(min_length = 1, max_length = 300)]
    description: Option<String>,
    #[schema(max_items = 4)]
    helper_buttons: Option<Vec<HelperButtonBody>>,
    /// A text at the foot of pages and mails.
    #[schema(min_length = 1, max_length = 300)]
    footer: Option<String>,
    /// Whether pages leave out whose software this is; they do unless it is `false`.
    hide_powered_by: Option<bool>,
    /// Words of the pages, replaced, by language and key: `{"de": {"landing-start": "Weiter"}}`. The keys are those of
    /// `localization`. What a link brings of its own comes first.
    #[schema(example = json!({"de": {"landing-start": "Weiter"}}))]
    texts: Option<BTreeMap<String, BTreeMap<String, String>>>,
}

fn read(mut fields: Fields) -> Result<Look, Problem> {
    let look = Look {
        name: fields.maybe("displayName", text(BrandName::parse)),
        color: fields.maybe("color", color),
        background: fields.maybe("background", color),
        font: fields.maybe("font", named).unwrap_or_default(),
        title: fields.maybe("title", text(BrandTitle::parse)),
        description: fields.maybe("description", text(BrandDescription::parse)),
        helpers: fields.maybe_objects("helperButtons", Look::MAX_HELPERS, helper).unwrap_or_default(),
        footer: fields.maybe("footer", text(BrandFooter::parse)),
        shows_powered_by: fields.maybe("hidePoweredBy", boolean) == Some(false),
        texts: fields.maybe_object("texts", texts).unwrap_or_default(),
    };
    fields.finish(Some(look))
}

pub(crate) fn color(value: Value) -> Result<HexColor, Refused> {
    string(|text: &str| text.parse().map_err(|why| Refused::saying(FieldCode::InvalidColor, why)))(value)
}

pub(crate) fn helper(fields: &mut Fields) -> Option<HelperButton> {
    let label = fields.required("label", text(HelperLabel::parse));
    let url = fields.required("url", provider_url);
    label.zip(url).map(|(label, url)| HelperButton { label, url })
}

fn texts(fields: &mut Fields) -> BTreeMap<String, TextOverrides> {
    let languages = fields.rest();
    if languages.len() > Look::MAX_LANGUAGES {
        let detail = format!("must have at most {} languages", Look::MAX_LANGUAGES);
        fields.refuse_whole(Refused::new(FieldCode::TooMany, detail));
        return BTreeMap::new();
    }
    let mut all = BTreeMap::new();
    for (language, words) in languages {
        if let Err(refused) = locale(Value::String(language.clone())) {
            fields.refuse_key(&language, refused);
            continue;
        }
        if let Some(own) = fields.entry(&language, words, own).filter(|own| !own.is_empty()) {
            all.insert(language, TextOverrides(own));
        }
    }
    all
}

fn own(fields: &mut Fields) -> BTreeMap<TextKey, OverrideText> {
    let mut own = BTreeMap::new();
    for (name, words) in fields.rest() {
        let Ok(key) = name.parse::<TextKey>() else {
            fields.refuse_key(
                &name,
                Refused::new(FieldCode::UnknownName, "is not a text that can be replaced"),
            );
            continue;
        };
        match text(OverrideText::parse)(words) {
            Ok(words) => {
                own.insert(key, words);
            }
            Err(refused) => fields.refuse_key(&name, refused),
        }
    }
    own
}

fn refused(error: ReplaceLookError) -> Problem {
    match error {
        ReplaceLookError::NoFont => {
            let detail = "no font was uploaded; upload one first";
            invalid([Refused::new(FieldCode::NotUploaded, detail).at("/font")])
        }
        ReplaceLookError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Replace the branding
///
/// Links that are out look so from their next page on. Needs the scope `workspace:manage`.
#[utoipa::path(
    put, path = "/workspace/branding", operation_id = "replaceBranding", tag = "Workspace",
    request_body = ReplaceBrandingBody,
    responses((status = 200, description = "How the workspace looks.", body = BrandingBody), BadBody, Refusals)
)]
pub(crate) async fn replace(
    State(api): State<ApiState>,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<Json<BrandingBody>, Problem> {
    let look = read(fields)?;
    let view = branding::replace_look(api.latchstring(), &caller.0, look).await.map_err(refused)?;
    Ok(Json(view.into()))
}
