//! The stable codes of what can go wrong, as the API and the pages name it.

use crate::names::named;

named! {
    /// A problem, by the code that programs can rely on. Codes are never reused; the words beside them may change.
    ProblemCode, ParseProblemCodeError, "a problem code" {
        /// The request cannot be understood.
        BadRequest = "bad-request",
        /// The request names no host, or more than one.
        BadHost = "bad-host",
        /// The request says twice, and differently, where its body ends.
        ConflictingFraming = "conflicting-framing",
        /// None of the forms that the client accepts can be given.
        NotAcceptable = "not-acceptable",
        /// The request took too long to arrive.
        RequestTimeout = "request-timeout",
        /// The request was refused for another reason, which its status tells.
        RequestRefused = "request-refused",
        /// The address is too long.
        UriTooLong = "uri-too-long",
        /// The body is not JSON, or not of the shape that is needed.
        MalformedBody = "malformed-body",
        /// One or more fields are missing, unknown or illegal.
        ValidationFailed = "validation-failed",
        /// The header `Idempotency-Key` holds no key.
        IdempotencyKeyInvalid = "idempotency-key-invalid",
        /// Another request was sent with this `Idempotency-Key`.
        IdempotencyKeyReused = "idempotency-key-reused",
        /// No API key was sent.
        ApiKeyMissing = "api-key-missing",
        /// The API key is unknown, expired or revoked.
        ApiKeyInvalid = "api-key-invalid",
        /// What was sent is not signed, or not rightly.
        SignatureInvalid = "signature-invalid",
        /// The API key lacks the scope.
        ScopeMissing = "scope-missing",
        /// There is no such thing here, or none that this key may see.
        NotFound = "not-found",
        /// The method is not allowed there.
        MethodNotAllowed = "method-not-allowed",
        /// The body is too large.
        BodyTooLarge = "body-too-large",
        /// The body is not `application/json`.
        UnsupportedMediaType = "unsupported-media-type",
        /// The invitation is revoked.
        InvitationRevoked = "invitation-revoked",
        /// The invitation is used up.
        InvitationFulfilled = "invitation-fulfilled",
        /// The invitation has expired.
        InvitationExpired = "invitation-expired",
        /// The magic link is used up.
        MagicLinkFulfilled = "magic-link-fulfilled",
        /// The magic link has expired.
        MagicLinkExpired = "magic-link-expired",
        /// The company's magic links were cut off at a later time before.
        AlreadyCutOff = "already-cut-off",
        /// Something with this value exists already.
        AlreadyExists = "already-exists",
        /// Something else still depends on it.
        StillInUse = "still-in-use",
        /// The connection cannot move to that status.
        StatusMoveNotAllowed = "status-move-not-allowed",
        /// The API key is revoked, expired or has a successor.
        ApiKeyEnded = "api-key-ended",
        /// A chain of events does not verify.
        EventLogBroken = "event-log-broken",
        /// The endpoint for webhooks is disabled.
        WebhookDisabled = "webhook-disabled",
        /// The webhook is still under way.
        DeliveryUnderWay = "delivery-under-way",
        /// The workspace has as many endpoints for webhooks as it may have.
        TooManyWebhooks = "too-many-webhooks",
        /// The server cannot send mail.
        MailNotConfigured = "mail-not-configured",
        /// The key that seals links has sealed as many as it may.
        KeyUsedUp = "key-used-up",
        /// Others changed the same thing at the same time, again and again.
        TooMuchContention = "too-much-contention",
        /// Too many requests.
        RateLimited = "rate-limited",
        /// The server cannot answer now.
        Unavailable = "unavailable",
        /// The server failed.
        Internal = "internal",
    }
}
