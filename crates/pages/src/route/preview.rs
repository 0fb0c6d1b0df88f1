//! `/p/preview/…`: the pages as recipients see them, with nobody's link behind them.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use latchstring_domain::id::WorkspaceId;
use latchstring_service::branding;
use latchstring_web_kit::problem::Problem;

use super::failure::Answer;
use super::visitor::{Visitor, day};
use crate::view::{Done, Entry, Landing, Purpose, SignIn};

/// `GET /p/preview/{workspace}`: the first page; with `?page=sign-in` and `?page=done` two more. It shows what every recipient
/// of the workspace sees, and takes nothing: what is typed into it goes nowhere.
pub(super) async fn show(visitor: Visitor, Path(workspace): Path<String>) -> Answer {
    let nothing = || Problem::not_found("not-found", "There is no such page.");
    let id: WorkspaceId = workspace.parse().map_err(|_| nothing())?;
    let found = branding::look_of(visitor.state.latchstring(), id).await?;
    let (branding, name) = found.ok_or_else(nothing)?;
    let frame = visitor.branded_frame(&branding, &name);
    let here = path(&workspace);
    Ok(match visitor.query("page") {
        Some("sign-in") => visitor.page(StatusCode::OK, &SignIn::preview(frame, here)),
        Some("done") => {
            visitor.page(StatusCode::OK, &Done::preview(frame, day(visitor.state.latchstring().now())))
        }
        _ => {
            let page = Landing {
                frame,
                purpose: Purpose::Connect,
                utility: None,
                message: None,
                sent: day(visitor.state.latchstring().now()),
                expires: None,
                entry: Entry::Open,
                start_path: here,
            };
            visitor.page(StatusCode::OK, &page)
        }
    })
}

/// `POST` of the first page's button.
pub(super) async fn landed(Path(workspace): Path<String>) -> Response {
    Redirect::to(&format!("{}?page=sign-in", safe_path(&workspace))).into_response()
}

/// `POST` of the form. Its fields are not even read.
pub(super) async fn signed_in(Path(workspace): Path<String>) -> Response {
    Redirect::to(&format!("{}?page=done", safe_path(&workspace))).into_response()
}

/// `GET` of the address that the form is sent to.
pub(super) async fn back(Path(workspace): Path<String>) -> Response {
    Redirect::to(&safe_path(&workspace)).into_response()
}

fn path(workspace: &str) -> String {
    format!("/p/preview/{workspace}")
}

/// Made of an id that was read, so that it leads nowhere else.
fn safe_path(workspace: &str) -> String {
    workspace.parse::<WorkspaceId>().map_or_else(|_| path("none"), |id| path(&id.to_string()))
}
