use http::HeaderMap;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::workspace::Workspace;
use latchstring_service::inbound::{self, Inbound, InboundRefused, SignedRequest};
use latchstring_web_kit::problem::Problem;
use latchstring_web_kit::request::RequestContext;

use crate::auth::origin;
use crate::problem::{defect, failed, problem};
use crate::read::SignedBody;
use crate::state::ApiState;

/// A header of Standard Webhooks by the end of its name, or its twin at svix; nothing where it is there twice.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let get = |family: &str| {
        let mut values = headers.get_all(format!("{family}-{name}")).iter();
        let only = values.next().filter(|_| values.next().is_none());
        only.and_then(|value| value.to_str().ok())
    };
    get("webhook").or_else(|| get("svix"))
}

/// Who handed a request in, of the workspaces that it may be for.
pub(super) async fn handed_in(
    api: &ApiState,
    (context, headers, body): (&RequestContext, &HeaderMap, &SignedBody),
    may_be_for: impl Fn(&Workspace) -> bool + Send,
) -> Result<Inbound, Problem> {
    let header = |name| header(headers, name).ok_or_else(unsigned);
    let request = SignedRequest {
        id: header("id")?,
        timestamp: header("timestamp")?.parse().map_err(|_| unsigned())?,
        signature: header("signature")?,
        body: body.bytes(),
    };
    let inbound = inbound::authenticate(api.latchstring(), &request, origin(context), may_be_for).await;
    inbound.map_err(refused)
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
