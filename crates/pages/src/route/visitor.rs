use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::response::{Html, IntoResponse as _, Response};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::event::Origin;
use latchstring_domain::id::RequestId;
use latchstring_i18n::Language;
use latchstring_web_kit::cookies::{HostCookie, Placement, SetCookie};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use super::cookie::FlowCookie;
use super::failure::defect;
use super::{PagesState, scanner};
use crate::brand::Brand;
use crate::view::{Day, DeadEnd, DeadEndKind, Frame, Onward};

const LANGUAGE: HostCookie = HostCookie::new("__Host-latchstring-lang");

/// Who asks, how, and in which language: what every page needs of a request.
pub(super) struct Visitor {
    pub(super) state: PagesState,
    pub(super) context: RequestContext,
    query: Vec<(String, String)>,
    kept_language: Option<String>,
    cookie: FlowCookie,
}

impl FromRequestParts<PagesState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &PagesState) -> Result<Self, Problem> {
        let context = RequestContext::from_request_parts(parts, state).await?;
        // A query that cannot be read is none: it only ever asks for a language or searches.
        let query = Query::try_from_uri(&parts.uri).map(|Query(query)| query).unwrap_or_default();
        Ok(Self {
            state: state.clone(),
            context,
            query,
            kept_language: LANGUAGE.read(&parts.headers).map(ToOwned::to_owned),
            cookie: FlowCookie::read(&parts.headers),
        })
    }
}

impl Visitor {
    /// The value of a query parameter.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn cookie(&self) -> &FlowCookie {
        &self.cookie
    }

    pub(super) fn into_cookie(self) -> FlowCookie {
        self.cookie
    }

    pub(super) fn placement(&self) -> Placement {
        if self.context.is_embedded { Placement::Embedded } else { Placement::TopLevel }
    }

    /// What the events of this request carry.
    pub(super) fn origin(&self) -> Origin {
        Origin {
            request_id: Some(RequestId::from_uuid(self.context.request_id)),
            ip: self.context.client_ip,
            user_agent: self.context.user_agent.as_deref().map(ToOwned::to_owned),
        }
    }

    pub(super) fn is_automated(&self) -> bool {
        scanner::is_automated(self.context.user_agent.as_deref())
    }

    /// The language: the one chosen on the page, now or before, else the one the inviter asked for, else the browser's.
    fn language(&self, asked_by_inviter: Option<&str>) -> &Language {
        let chosen = self.query("lang").or(self.kept_language.as_deref()).or(asked_by_inviter);
        let accepted = self.context.accept_language.as_ref().map(HeaderValue::to_str);
        self.state.catalog().negotiate(chosen, accepted.and_then(Result::ok))
    }

    /// A frame that names nobody.
    pub(super) fn plain_frame(&self) -> Frame {
        Frame::new(Arc::clone(self.state.catalog()), self.language(None).clone(), None)
    }

    /// A frame that names the company, in the language that its link asks for.
    pub(super) fn frame(&self, company: &Company, locale: Option<&str>) -> Frame {
        let brand = Brand { name: company.name.as_str().to_owned(), logo_url: None, color: None };
        Frame::new(Arc::clone(self.state.catalog()), self.language(locale).clone(), Some(brand))
    }

    /// The page as an answer.
    pub(super) fn page(&self, status: StatusCode, view: &impl Template) -> Response {
        match view.render() {
            Ok(html) => self.remembering((status, Html(html)).into_response()),
            Err(error) => defect(&error).into_response(),
        }
    }

    /// A page that ends a walk.
    pub(super) fn dead_end(
        &self,
        status: StatusCode,
        frame: Frame,
        kind: DeadEndKind,
        onward: Option<Onward>,
        reference: Option<String>,
    ) -> Response {
        self.page(status, &DeadEnd { frame, kind, onward, reference })
    }

    /// The answer, with a cookie for the language if this request chose one.
    pub(super) fn remembering(&self, response: Response) -> Response {
        match self.chosen_language() {
            Some(cookie) => (cookie, response).into_response(),
            None => response,
        }
    }

    fn chosen_language(&self) -> Option<SetCookie> {
        self.query("lang")?;
        LANGUAGE.set(self.language(None).tag(), self.placement()).ok()
    }
}

/// The day of a moment, in UTC: a link has no time zone, and the recipient's is not known.
pub(super) fn day(at: Timestamp) -> Day {
    let date = at.to_offset().date();
    Day { year: date.year(), month: date.month().into(), day: date.day() }
}

/// The last day of something that ends at a moment and not after it.
pub(super) fn last_day(end: Timestamp) -> Day {
    day(end.saturating_sub(std::time::Duration::from_millis(1)))
}
