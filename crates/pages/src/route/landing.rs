use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use http::{Method, StatusCode};
use latchstring_domain::invitation::Purpose as For;
use latchstring_service::flow_session::{self, Landing as Found, LandingError, Presented};
use latchstring_service::invitation::Visit;

use super::dead_end::{unknown_link, unusable};
use super::failure::{Answer, Stop};
use super::visitor::{Visitor, day, last_day};
use crate::view::{Landing, Purpose};

/// `GET` and `HEAD /p/i/{token}`: the first page of an invitation.
pub(super) async fn show(
    visitor: Visitor,
    method: Method,
    token: Result<Path<String>, PathRejection>,
) -> Answer {
    // A path that is not even text is one more thing that is not a link.
    let token = token.map(|Path(token)| token).unwrap_or_default();
    page(&visitor, &method, Presented::Invitation(&token), path(&token)).await
}

/// The path of an invitation.
pub(super) fn path(token: &str) -> String {
    format!("/p/i/{token}")
}

/// The first page of a link.
///
/// It reads, and leaves word of the visit. Whoever opens it, and however often, nothing else happens.
pub(super) async fn page(
    visitor: &Visitor,
    method: &Method,
    presented: Presented<'_>,
    start_path: String,
) -> Answer {
    let found = find(visitor, presented).await?;
    let frame = visitor.frame(&found.link, &found.company, &found.workspace);
    if let Err(why) = found.link.usable(&found.company, visitor.state.latchstring().now()) {
        return Ok(unusable(visitor, frame, &found.link, why, None));
    }
    if *method == Method::GET && !visitor.context.is_prefetch {
        visitor.state.visits().note(Visit {
            link: found.link.flow_link(),
            origin: visitor.origin(),
            automated: visitor.is_automated(),
        });
    }
    let link = &found.link;
    let purpose = match link.purpose() {
        For::CreateConnection { .. } => Purpose::Connect,
        For::EditConnection { .. } => Purpose::Reconnect,
    };
    // The message was written for those on the list, and may say anything; nobody here has proved to be one of them.
    let message = link.presentation().filter(|_| !link.is_gated()).and_then(|shown| shown.message.as_ref());
    let page = Landing {
        frame,
        purpose,
        // The provider may be what the inviter knows of the recipient. Link previews would show it to a whole chat.
        utility: None,
        message: message.map(|message| message.as_str().to_owned()),
        sent: day(link.made_at()),
        expires: link.expires_at().map(last_day),
        start_path,
    };
    Ok(visitor.page(StatusCode::OK, &page))
}

/// What stands behind the link, or the page for none.
pub(super) async fn find(visitor: &Visitor, presented: Presented<'_>) -> Result<Found, Stop> {
    match flow_session::landing(visitor.state.latchstring(), presented).await {
        Ok(found) => Ok(found),
        Err(LandingError::Failed(failure)) => Err(failure.into()),
        Err(_) => Err(unknown_link(visitor).into()),
    }
}
