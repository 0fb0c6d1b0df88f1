use axum::extract::FromRequest;
use axum::extract::Request;
use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use latchstring_domain::event::Origin;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::workspace::Workspace;
use latchstring_service::inbound::{self, Inbound, InboundRefused, SignedRequest};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use crate::auth::origin;
use crate::problem::{defect, failed, problem};
use crate::read::{Fields, SignedBody};
use crate::state::ApiState;

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

/// A request with the headers of Standard Webhooks 1.0, as it came: whose it is has yet to be found out, and the body to be
/// read.
pub(super) struct Signed {
    headers: HeaderMap,
    body: Bytes,
    declared: bool,
    origin: Origin,
}

impl FromRequest<ApiState> for Signed {
    type Rejection = Problem;

    async fn from_request(mut request: Request, api: &ApiState) -> Result<Self, Problem> {
        use axum::RequestExt as _;

        let context = request.extract_parts::<RequestContext>().await.map_err(|_| Problem::internal())?;
        let headers = request.headers().clone();
        let SignedBody { bytes, declared } = SignedBody::from_request(request, api).await?;
        Ok(Self { headers, body: bytes, declared, origin: origin(&context) })
    }
}

impl Signed {
    /// Who handed it in, of the workspaces that it may be for, and what it says. The body is not looked at before.
    pub(super) async fn open(
        self,
        api: &ApiState,
        may_be_for: impl Fn(&Workspace) -> bool + Send,
    ) -> Result<(Inbound, Fields), Problem> {
        let header = |name: HeaderName| {
            let mut values = self.headers.get_all(name).iter();
            let value = values.next().filter(|_| values.next().is_none());
            value.and_then(|value| value.to_str().ok()).ok_or_else(unsigned)
        };
        let request = SignedRequest {
            id: header(ID)?,
            timestamp: header(TIMESTAMP)?.parse().map_err(|_| unsigned())?,
            signature: header(SIGNATURE)?,
            body: &self.body,
        };
        let inbound = inbound::authenticate(api.latchstring(), &request, self.origin, may_be_for);
        let inbound = inbound.await.map_err(refused)?;
        let fields = SignedBody { bytes: self.body, declared: self.declared }.fields()?;
        Ok((inbound, fields))
    }
}

fn unsigned() -> Problem {
    let detail =
        "Sign the request: send webhook-id, webhook-timestamp (seconds) and webhook-signature, each once.";
    problem(ProblemCode::SignatureInvalid, detail)
}

fn refused(error: InboundRefused) -> Problem {
    match error {
        InboundRefused::Clock => {
            let detail = "webhook-timestamp is more than five minutes from the time here.";
            problem(ProblemCode::SignatureInvalid, detail)
        }
        InboundRefused::Signature => {
            let detail = "No workspace that this may be for has signed it: check the secret and that the body is signed as \
                          it is sent.";
            problem(ProblemCode::SignatureInvalid, detail)
        }
        InboundRefused::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}
