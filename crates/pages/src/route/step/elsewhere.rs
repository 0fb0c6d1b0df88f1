//! Signing in on the provider's own page.

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::oauth::OAuthClient;
use latchstring_domain::sign_in::Challenge;
use latchstring_service::flow_session::{self, FlowView};
use latchstring_service::ports::Answers;
use secrecy::{ExposeSecret as _, SecretString};

use super::provider::is_open;
use super::sign_in::{out_of_tries, repair};
use super::{chosen, shown};
use crate::route::body::Posted;
use crate::route::failure::{Answer, Stop};
use crate::route::oauth::PARTS;
use crate::route::walker::Walker;
use crate::view::{Elsewhere, SignInElsewhere, SignInProblem, Step};

/// Our registration at the provider that was chosen, where it takes one.
pub(super) fn client(view: &FlowView) -> Result<Option<&OAuthClient>, Stop> {
    Ok(chosen(view)?.method.oauth())
}

/// The way there has to be asked for: it is made for one try.
pub(super) fn ask(walker: &Walker, view: &FlowView, problem: Option<SignInProblem>) -> Answer {
    show(walker, view, Elsewhere::Ask, problem)
}

/// The way there. In a frame it is the way to a tab.
pub(super) fn go(walker: &Walker, view: &FlowView, url: &str) -> Answer {
    let host = client(view)?.map(|client| client.authorize_url.host()).unwrap_or_default();
    show(walker, view, Elsewhere::Go { href: url.to_owned(), host }, None)
}

fn show(walker: &Walker, view: &FlowView, elsewhere: Elsewhere, problem: Option<SignInProblem>) -> Answer {
    if let Some(answer) = out_of_tries(walker, view) {
        return Ok(answer);
    }
    let elsewhere = match walker.visitor.context.is_embedded {
        true => Elsewhere::Tab {
            pass: flow_session::carry(walker.latchstring(), &walker.pass).expose_secret().to_owned(),
        },
        false => elsewhere,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SignInElsewhere {
        frame: walker.frame(view, Step::SignIn),
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        elsewhere,
        can_choose_another: is_open(view),
        can_finish: !view.receipts.is_empty(),
        repair: repair(view, problem),
        problem,
    };
    let page: Response = walker.visitor.page(status, &page);
    Ok(page)
}

/// What a provider's own page has answered, if that was what was waited for.
pub(super) fn answered(asked: &Challenge, posted: &Posted) -> Option<Answers> {
    let Challenge::Redirect { .. } = asked else { return None };
    let sent = PARTS.into_iter().filter(|name| posted.has(name));
    Some(Answers::new(sent.map(|name| (name.to_owned(), SecretString::from(posted.get(name)))).collect()))
}
