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
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
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
    let request = request(headers, body)?;
    let inbound = inbound::authenticate(api.latchstring(), &request, origin(context), may_be_for).await;
    inbound.map_err(refused)
}

/// That the mail service of this deployment handed a request in. Where none is known, there is nothing at this address.
pub(super) fn by_mail_service(api: &ApiState, headers: &HeaderMap, body: &SignedBody) -> Result<(), Problem> {
    if !api.latchstring().hears_of_mails() {
        return Err(refused(InboundRefused::NoSecret));
    }
    inbound::authenticate_mail_service(api.latchstring(), &request(headers, body)?).map_err(refused)
}

fn request<'a>(headers: &'a HeaderMap, body: &'a SignedBody) -> Result<SignedRequest<'a>, Problem> {
    let header = |name| header(headers, name).ok_or_else(unsigned);
    Ok(SignedRequest {
        id: header("id")?,
        timestamp: header("timestamp")?.parse().map_err(|_| unsigned())?,
        signature: header("signature")?,
        body: body.bytes(),
    })
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
        InboundRefused::NoSecret => problem(ProblemCode::NotFound, "There is nothing at this address."),
        InboundRefused::Signature => {
            let detail = "It is not signed by anybody that this may be from: check the secret and that the body is signed \
                          as it is sent.";
            problem(ProblemCode::SignatureInvalid, detail)
        }
        InboundRefused::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}
