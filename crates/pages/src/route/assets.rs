use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::header;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::problem::Problem;

use super::PagesState;
use crate::{assets, brand};

/// A brand's stylesheet has no version in its name, and follows a release within the hour.
const BRAND_AGE: Duration = Duration::from_secs(60 * 60);

/// `GET /p/assets/{file}`: what pages load. Nothing of it is about anybody, so it may be kept.
pub(super) async fn asset(
    State(state): State<PagesState>,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    if let Some(asset) = assets::find(&file) {
        let headers = SecurityHeaders::immutable_asset(state.base());
        return Ok((headers, [(header::CONTENT_TYPE, asset.content_type)], &*asset.bytes).into_response());
    }
    let color = brand::color_of_stylesheet(&file)
        .ok_or_else(|| Problem::not_found("not-found", "There is no such file."))?;
    let headers = SecurityHeaders::public_script(state.base(), BRAND_AGE);
    let content_type = [(header::CONTENT_TYPE, assets::stylesheet().content_type)];
    Ok((headers, content_type, brand::stylesheet(color)).into_response())
}
