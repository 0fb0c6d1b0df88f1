//! The stable codes of what can go wrong, as the API and the pages name it.

use crate::names::named;

named! {
    /// A problem, by the code that programs can rely on. Codes are never reused; the words beside them may change.
    ProblemCode, ParseProblemCodeError, "a problem code" {
        /// The body is not JSON, or not of the shape that is needed.
        MalformedBody = "malformed_body",
        /// One or more fields are missing, unknown or illegal.
        ValidationFailed = "validation_failed",
        /// No API key was sent.
        ApiKeyMissing = "api_key_missing",
        /// The API key is unknown, expired or revoked.
        ApiKeyInvalid = "api_key_invalid",
        /// The API key lacks the scope.
        ScopeMissing = "scope_missing",
        /// There is no such thing here, or none that this key may see.
        NotFound = "not_found",
        /// The method is not allowed there.
        MethodNotAllowed = "method_not_allowed",
        /// The body is too large.
        BodyTooLarge = "body_too_large",
        /// The body is not `application/json`.
        UnsupportedMediaType = "unsupported_media_type",
        /// The invitation is revoked.
        InvitationRevoked = "invitation_revoked",
        /// The invitation is used up.
        InvitationFulfilled = "invitation_fulfilled",
        /// The invitation has expired.
        InvitationExpired = "invitation_expired",
        /// Something with this value exists already.
        AlreadyExists = "already_exists",
        /// Something else still depends on it.
        StillInUse = "still_in_use",
        /// The connection cannot move to that status.
        StatusMoveNotAllowed = "status_move_not_allowed",
        /// The server cannot send mail.
        MailNotConfigured = "mail_not_configured",
        /// Others changed the same thing at the same time, again and again.
        TooMuchContention = "too_much_contention",
        /// Too many requests.
        RateLimited = "rate_limited",
        /// The server cannot answer now.
        Unavailable = "unavailable",
        /// The server failed.
        Internal = "internal",
    }
}
