use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::header;
use latchstring_domain::branding::FileKind;
use latchstring_service::branding;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::problem::Problem;

use super::PagesState;
use super::failure::failed;
use crate::brand;

/// `GET /p/brand/{file}`: a picture or a font of a workspace. Its address is its content, so it may be kept for good.
pub(super) async fn file(
    State(state): State<PagesState>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let nothing = || Problem::not_found("not-found", "There is no such file.");
    let (key, kind) = brand::file_of(&name).ok_or_else(nothing)?;
    let file = branding::file(state.latchstring(), &key).await.map_err(|failure| failed(&failure))?;
    let file = file.filter(|file| file.kind == kind).ok_or_else(nothing)?;
    let content_type = match kind {
        FileKind::Png => "image/png",
        FileKind::Woff2 => "font/woff2",
    };
    let headers = SecurityHeaders::immutable_asset(state.base());
    Ok((headers, [(header::CONTENT_TYPE, content_type)], file.bytes).into_response())
}
