use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use http::request::Parts;
use latchstring_domain::flow_session::{Step as At, StepError};
use latchstring_domain::id::FlowSessionId;
use latchstring_service::Latchstring;
use latchstring_service::flow_session::{self, FlowError, FlowPass, FlowView, Inviter, embedding_of};
use latchstring_web_kit::problem::Problem;
use secrecy::ExposeSecret as _;

use super::PagesState;
use super::dead_end::{self, unusable};
use super::error_face::WayOn;
use super::failure::{Stop, defect};
use super::progress;
use super::visitor::{Visitor, Whose};
use crate::view::{DeadEndKind, Frame, Onward, Session, Step};

/// A visitor whose browser holds a pass to the session in the path. Whether the pass opens it is asked at each step.
pub(super) struct Walker {
    pub(super) visitor: Visitor,
    pub(super) pass: FlowPass,
}

impl FromRequestParts<PagesState> for Walker {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, state: &PagesState) -> Result<Self, Stop> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let id = Path::<String>::from_request_parts(parts, state).await.ok();
        let Some(id) = id.and_then(|Path(id)| id.parse::<FlowSessionId>().ok()) else {
            return Err(Problem::not_found("not-found", "There is no such page.").into());
        };
        match visitor.cookie().pass(id) {
            Some(pass) => {
                visitor.context.notes.leave(WayOn(path(id)));
                Ok(Self { visitor, pass })
            }
            None => Err(dead_end::no_pass(&visitor, id).await.into()),
        }
    }
}

/// The address of a session's page.
pub(super) fn path(id: FlowSessionId) -> String {
    format!("/p/s/{id}")
}

impl Walker {
    pub(super) fn latchstring(&self) -> &Latchstring {
        self.visitor.state.latchstring()
    }

    pub(super) fn path(&self) -> String {
        path(self.pass.session_id())
    }

    /// What the session's forms need.
    pub(super) fn session(&self) -> Session {
        Session { path: self.path(), csrf: self.pass.csrf().expose_secret().to_owned() }
    }

    /// Sends the browser to the page of the current step.
    pub(super) fn go_on(&self) -> Response {
        self.visitor.remembering(Redirect::to(&self.path()).into_response())
    }

    /// The same, with a query.
    pub(super) fn go_on_to(&self, query: &str) -> Response {
        Redirect::to(&format!("{}{query}", self.path())).into_response()
    }

    /// What the session's page shows now.
    pub(super) async fn view(&self) -> Result<FlowView, Stop> {
        match flow_session::view(self.latchstring(), &self.pass).await {
            Ok(view) => {
                // What fails from here on, a provider that takes too long for one, is said in the same frame.
                self.visitor.shown_by(&view.link, &embedding_of(&view.link, &view.workspace));
                Ok(view)
            }
            Err(error) => Err(self.stop(error).await),
        }
    }

    /// The frame of a page of the walk, with the progress as far as `at`, unless the link leaves that out.
    pub(super) fn frame(&self, view: &FlowView, at: Step) -> Frame {
        let frame = self.plain_frame(view);
        if view.link.portal().is_some_and(|portal| portal.options.hides_breadcrumbs) {
            return frame;
        }
        let steps = progress::steps(view);
        let place = steps.iter().position(|step| *step == at).unwrap_or_default();
        // The end is not a step that anybody is at: everything is done.
        let done = if at == Step::Done { steps.len() } else { place };
        frame.at(&steps, done)
    }

    /// The same without progress.
    pub(super) fn plain_frame(&self, view: &FlowView) -> Frame {
        let frame = self.visitor.frame(Whose {
            link: &view.link,
            company: &view.company,
            workspace: &view.workspace,
            branding: &view.branding,
        });
        let elsewhere = view.chosen.as_ref().filter(|provider| provider.method.oauth().is_some());
        frame
            .connected(view.receipts.iter().map(|made| made.connection.id.to_string()))
            .signing_in_at(elsewhere.map(|provider| provider.name.as_str().to_owned()))
    }

    /// The frame of a page for somebody whose session may be over.
    fn frame_of(&self, inviter: &Inviter) -> Frame {
        self.visitor.frame(Whose {
            link: &inviter.link,
            company: &inviter.company,
            workspace: &inviter.workspace,
            branding: &inviter.branding,
        })
    }

    /// The answer to a form that no page of this session has sent.
    pub(super) async fn not_ours(&self) -> Response {
        let frame = match flow_session::inviter(self.latchstring(), &self.pass).await {
            Ok(inviter) => self.frame_of(&inviter),
            Err(_) => self.visitor.plain_frame(),
        };
        let onward = Some(Onward::Go { href: self.path() });
        self.visitor.dead_end(StatusCode::FORBIDDEN, frame, DeadEndKind::BadForm, onward, None)
    }

    /// The answer to a step that could not be taken: the page of the step that can, or one that says why there is none.
    pub(super) async fn stop(&self, error: FlowError) -> Stop {
        match error {
            FlowError::Failed(failure) => failure.into(),
            FlowError::Step(StepError::WrongStep { .. } | StepError::OtherProvider) => self.go_on().into(),
            FlowError::Unknown => dead_end::no_session(&self.visitor).into(),
            ended => self.ended(ended).await.unwrap_or_else(|stop| stop),
        }
    }

    /// A page for an end that names the company.
    async fn ended(&self, error: FlowError) -> Result<Stop, Stop> {
        let inviter = match flow_session::inviter(self.latchstring(), &self.pass).await {
            Ok(inviter) => inviter,
            Err(FlowError::Failed(failure)) => return Err(failure.into()),
            Err(_) => return Err(dead_end::no_session(&self.visitor).into()),
        };
        let frame = self.frame_of(&inviter);
        let now = self.latchstring().now();
        let receipts = self.receipts(&inviter);
        let response = match (error, inviter.link.usable(&inviter.company, now)) {
            // What became of the link comes before what became of the session: starting again would not help.
            (FlowError::Link(why), _) | (FlowError::Step(StepError::Expired), Err(why)) => {
                unusable(&self.visitor, frame, (&inviter.link, &inviter.workspace), why, receipts)
            }
            (FlowError::Step(StepError::TooManyTries), _) => {
                dead_end::too_many_tries(&self.visitor, frame, &inviter.session, receipts)
            }
            // To somebody who had connected something before it timed out, "nothing was shared" would be untrue.
            (FlowError::Step(StepError::Expired), Ok(()))
                if inviter.session.step() == At::Done || !inviter.session.connected.is_empty() =>
            {
                self.visitor.dead_end(StatusCode::GONE, frame, DeadEndKind::NoSession, None, None)
            }
            (FlowError::Step(StepError::Expired), Ok(())) => {
                let again = Some(Onward::Restart(self.session()));
                self.visitor.dead_end(StatusCode::GONE, frame, DeadEndKind::TimedOut, again, None)
            }
            (other, _) => defect(&other).into_response(),
        };
        Ok(response.into())
    }

    /// The way to the receipts of a walk that cannot go on, if there are any and the session still takes the step.
    fn receipts(&self, inviter: &Inviter) -> Option<Onward> {
        let session = &inviter.session;
        let can_finish = session.clone().finish(self.latchstring().now()).is_ok();
        can_finish.then(|| Onward::Finish(self.session()))
    }
}
