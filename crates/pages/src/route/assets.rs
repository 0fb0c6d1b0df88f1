use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, header};
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::problem::Problem;

use super::PagesState;
use crate::assets::{self, Asset};
use crate::brand::Theme;

/// A brand's stylesheet has no version in its name, and follows a release within the hour.
const BRAND_AGE: Duration = Duration::from_secs(60 * 60);

/// `GET /p/assets/{file}`: what pages load. Nothing of it is about anybody, so it may be kept.
pub(super) async fn asset(
    State(state): State<PagesState>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(asset) = assets::find(&file) {
        return Ok(answer(SecurityHeaders::immutable_asset(state.base()), asset, &asked));
    }
    let theme =
        Theme::of_file(&file).ok_or_else(|| Problem::not_found("not-found", "There is no such file."))?;
    let headers = SecurityHeaders::public_script(state.base(), BRAND_AGE);
    let content_type = [(header::CONTENT_TYPE, assets::stylesheet().content_type)];
    Ok((headers, content_type, theme.stylesheet()).into_response())
}

/// A file as the browser wants it.
pub(super) fn answer(headers: SecurityHeaders, asset: &'static Asset, asked: &HeaderMap) -> Response {
    let about = [(header::CONTENT_TYPE, asset.content_type), (header::VARY, "accept-encoding")];
    if takes_gzip(asked) && !asset.gzip.is_empty() {
        return (headers, about, [(header::CONTENT_ENCODING, "gzip")], &*asset.gzip).into_response();
    }
    (headers, about, &*asset.bytes).into_response()
}

/// Whether a browser says that it reads gzip (RFC 9110, section 12.5.3). One that refuses it, or says nothing, gets the file as
/// it is.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let values = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|part| {
            part.split_once('=').is_some_and(|(name, value)| {
                name.trim().eq_ignore_ascii_case("q") && value.trim().parse::<f32>().is_ok_and(|q| q <= 0.0)
            })
        });
        named && !refused
    })
}
