//! What routes can answer beside what was asked for.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::json;
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// One answer; `field` is the pointer, code and detail of an example's field error.
fn answer(
    status: StatusCode,
    code: &str,
    description: &str,
    field: Option<(&str, &str, &str)>,
) -> (String, RefOr<Response>) {
    let mut example = json!({
        "type": format!("urn:latchstring:problem:{code}"), "title": status.canonical_reason(),
        "status": status.as_u16(), "detail": description, "code": code, "instance": "urn:uuid:019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
    });
    if let (Some(example), Some((pointer, code, detail))) = (example.as_object_mut(), field) {
        let error = json!({"pointer": pointer, "code": code, "detail": detail});
        example.insert("errors".to_owned(), json!([error]));
    }
    let content =
        ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).example(Some(example)).build();
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", content).build();
    (status.as_str().to_owned(), response.into())
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($status:ident, $code:literal, $description:literal $(, ($pointer:literal, $field:literal, $why:literal))?;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                [$(answer(StatusCode::$status, $code, $description, None$(.or(Some(($pointer, $field, $why))))?)),*].into()
            }
        }
    )*};
}

answers! {
    /// What every route with a key can answer.
    Refusals {
        UNAUTHORIZED, "api-key-missing", "The API key is missing, in the wrong place, unknown, expired or revoked.";
        FORBIDDEN, "scope-missing", "The API key does not have the scope that this needs.";
        INTERNAL_SERVER_ERROR, "internal", "Something failed on our side. Quote the instance when you ask about it.";
        SERVICE_UNAVAILABLE, "unavailable", "The service cannot answer for the moment. Retry-After says when to try again.";
    }
    /// What every route that wants a signature can answer.
    Unsigned {
        FORBIDDEN, "signature-invalid", "The request is not signed, not signed now, or signed under another secret.";
        INTERNAL_SERVER_ERROR, "internal", "Something failed on our side. Quote the instance when you ask about it.";
        SERVICE_UNAVAILABLE, "unavailable", "The service cannot answer for the moment. Retry-After says when to try again.";
    }
    /// What a route with an id in its path can answer.
    Missing {
        NOT_FOUND, "not-found", "There is no such thing, or it belongs to another workspace.";
    }
    /// What a route with a body can answer.
    BadBody {
        BAD_REQUEST, "malformed-body", "The body is not JSON, or an object in it has the same key twice.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json.";
        UNPROCESSABLE_ENTITY, "validation-failed", "Some values are not acceptable; see errors.",
            ("/maxUses", "out-of-range", "must be 1 to 1000000");
    }
    /// What a route that takes many rows can answer.
    BadRows {
        BAD_REQUEST, "malformed-body", "The body is not JSON, or an object in it has the same key twice.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 4 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json or text/csv.";
        UNPROCESSABLE_ENTITY, "validation-failed", "Some rows are not acceptable, so none was taken; see errors.",
            ("/41/maxUses", "out-of-range", "line 43: must be 1 to 1000000");
    }
    /// What a list by rows can answer.
    BadRow {
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/fromRow", "out-of-range", "must be 0 to 10000");
    }
    /// What a route that takes a file can answer.
    BadFile {
        BAD_REQUEST, "malformed-body", "The body could not be read to its end.";
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is declared as another kind of file.";
        UNPROCESSABLE_ENTITY, "validation-failed", "The file cannot be used; see errors.",
            ("", "invalid-picture", "must be a PNG, JPEG or WebP picture");
    }
    /// What a list can answer.
    BadQuery {
        BAD_REQUEST, "bad-request", "The cursor does not belong to this list with these filters.",
            ("/query/cursor", "invalid-cursor", "must be a nextCursor of the same list");
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/limit", "out-of-range", "must be 1 to 500");
    }
    /// A chain of events does not verify.
    BrokenLog {
        CONFLICT, "event-log-broken", "A chain of events does not verify; have the operator look at it.";
    }
    /// The external id is taken.
    Taken {
        CONFLICT, "already-exists", "Another one has this external id.",
            ("/externalId", "already-exists", "another one has this external id");
    }
    /// The key of a flow is taken.
    TakenKey {
        CONFLICT, "already-exists", "Another flow has this key.",
            ("/key", "already-exists", "another flow of the workspace has this key");
    }
    /// The address of a provider is taken.
    TakenUrl {
        CONFLICT, "already-exists", "Another provider is at this address.",
            ("/url", "already-exists", "the catalog has another provider at this address");
    }
    /// What a route of the hotglue-shaped interface with a body can answer.
    LooseBadBody {
        BAD_REQUEST, "bad-request", "Something in the body is not acceptable, or it is not JSON; see errors.",
            ("/tenant", "required", "is required");
        REQUEST_TIMEOUT, "request-timeout", "The body took too long to arrive.";
        PAYLOAD_TOO_LARGE, "body-too-large", "The body is larger than 1 MiB.";
        UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body is not declared as application/json.";
    }
    /// What a route of the hotglue-shaped interface with parameters can answer.
    LooseBadQuery {
        BAD_REQUEST, "bad-request", "A parameter is missing or not acceptable; see errors.",
            ("/query/connector_id", "required", "is required");
    }
    /// The company still has something.
    CompanyInUse {
        CONFLICT, "still-in-use", "The company still has sites, invitations or connections.";
    }
    /// A connection was made for the site.
    SiteInUse {
        CONFLICT, "still-in-use", "A connection was made for the site.";
    }
    /// The invitation cannot be revoked.
    NotRevocable {
        CONFLICT, "invitation-fulfilled", "The invitation is fulfilled or expired; there is nothing left to revoke. The code is invitation-fulfilled or invitation-expired.";
    }
    /// The invitation is at its end.
    Final {
        CONFLICT, "invitation-revoked", "The invitation is revoked or used up, which is final. The code is invitation-revoked or invitation-fulfilled.";
    }
    /// The invitation cannot be mailed again.
    NotResendable {
        CONFLICT, "invitation-expired", "The invitation has expired and is not extended, or it is revoked or used up, which is final. The code is invitation-expired, invitation-revoked or invitation-fulfilled.";
    }
    /// The key of the request was used for another.
    ReusedKey {
        UNPROCESSABLE_ENTITY, "idempotency-key-reused", "Another request was sent with this Idempotency-Key: to another path, or with another body.";
    }
    /// The header holds no key.
    BadKey {
        BAD_REQUEST, "idempotency-key-invalid", "Idempotency-Key must be given once and be 1 to 255 printable ASCII characters.";
    }
    /// Everybody was mailed a short while ago.
    TooManyMails {
        TOO_MANY_REQUESTS, "rate-limited", "Each address was sent the invitation a short while ago. Retry-After says when to try again.";
    }
    /// The magic link cannot be revoked.
    LinkNotRevocable {
        CONFLICT, "magic-link-fulfilled", "The link is fulfilled or expired; there is nothing left to revoke. The code is magic-link-fulfilled or magic-link-expired.";
    }
    /// The company's links were cut off later than now asked.
    AlreadyCutOff {
        CONFLICT, "already-cut-off", "The company's links were cut off at a later time before; what is dead stays dead.";
    }
    /// What a minting with parameters instead of a body can answer.
    BadParameters {
        UNPROCESSABLE_ENTITY, "validation-failed", "Some parameters are not acceptable; see errors.",
            ("/query/country", "invalid-country", "must be an ISO 3166-1 alpha-2 country code in capitals, such as US");
    }
    /// The workspace has as many endpoints as it may.
    TooManyWebhooks {
        CONFLICT, "too-many-webhooks", "The workspace has as many endpoints for webhooks as it may have.";
    }
    /// The key cannot be rotated.
    KeyEnded {
        CONFLICT, "api-key-ended", "The API key is revoked, expired or was rotated before.";
    }
    /// The endpoint is disabled.
    WebhookDisabled {
        CONFLICT, "webhook-disabled", "The endpoint is disabled.";
    }
    /// The webhook is kept.
    KeptWebhook {
        CONFLICT, "still-in-use", "It is a webhook, which is kept as long as all webhooks are and goes by itself.";
    }
    /// Nothing can be sent again.
    NotReplayable {
        CONFLICT, "webhook-disabled", "The endpoint is disabled, or the delivery is still under way. The code is webhook-disabled or delivery-under-way.";
    }
    /// Too many tests and replays.
    TooManyReplays {
        TOO_MANY_REQUESTS, "rate-limited", "Too many tests and replays of this endpoint. Retry-After says when to try again.";
    }
    /// The connection cannot move there.
    NotMovable {
        CONFLICT, "status-move-not-allowed", "A connection with this status cannot be reported so.";
    }
}
