use crate::names::named;

named! {
    /// What happened. The names are never reused.
    EventKind, ParseEventKindError, "an event type" {
        /// A link was made.
        Created = "CREATED",
        /// A mail with the link was queued.
        EmailQueued = "EMAIL_QUEUED",
        /// A mail with the link was handed to the mail server.
        EmailSent = "EMAIL_SENT",
        /// A mail with the link could not be delivered.
        EmailFailed = "EMAIL_FAILED",
        /// Something fetched the link's page. Whether a person has read it is not known; see `userAgentClass` of its data.
        Viewed = "VIEWED",
        /// A code was sent to an address.
        VerificationSent = "VERIFICATION_SENT",
        /// A wrong code was typed, or one was asked for by an address that is not on the list.
        VerificationFailed = "VERIFICATION_FAILED",
        /// An address was proved.
        EmailVerified = "EMAIL_VERIFIED",
        /// A recipient pressed "Get started".
        Started = "STARTED",
        /// A recipient chose a provider.
        ProviderChosen = "PROVIDER_CHOSEN",
        /// A provider refused a sign-in, or could not be reached.
        SignInFailed = "SIGN_IN_FAILED",
        /// A provider asked something more.
        MfaRequired = "MFA_REQUIRED",
        /// A message came to the address that the codes of a connection are forwarded to.
        MfaCodeReceived = "MFA_CODE_RECEIVED",
        /// Somebody read the messages that came to the address of a connection.
        MfaCodesRead = "MFA_CODES_READ",
        /// A message came to the workspace's domain for codes, and to no connection of it.
        MfaCodeUnclaimed = "MFA_CODE_UNCLAIMED",
        /// A recipient signed in.
        SignedIn = "SIGNED_IN",
        /// A recipient submitted the flow: one use was spent.
        Submitted = "SUBMITTED",
        /// A connection was made.
        ConnectionCreated = "CONNECTION_CREATED",
        /// A connection was changed or repaired.
        ConnectionUpdated = "CONNECTION_UPDATED",
        /// A link was used as often as it may be.
        Fulfilled = "FULFILLED",
        /// An invitation was mailed again.
        Resent = "RESENT",
        /// An invitation was given another expiry.
        Extended = "EXTENDED",
        /// An invitation was given another link.
        LinkRotated = "LINK_ROTATED",
        /// A recipient asked for a new link.
        LinkRequested = "LINK_REQUESTED",
        /// A recipient handed the link on to a colleague.
        HandedOff = "HANDED_OFF",
        /// A link was revoked.
        Revoked = "REVOKED",
        /// An invitation's time passed.
        Expired = "EXPIRED",
        /// Somebody tried what they may not do.
        AccessDenied = "ACCESS_DENIED",
        /// The status of a connection changed.
        ConnectionStatusChanged = "CONNECTION_STATUS_CHANGED",
        /// A company was made.
        CompanyCreated = "COMPANY_CREATED",
        /// A company was changed.
        CompanyUpdated = "COMPANY_UPDATED",
        /// A company was deleted.
        CompanyDeleted = "COMPANY_DELETED",
        /// A site was made.
        SiteCreated = "SITE_CREATED",
        /// A site was changed.
        SiteUpdated = "SITE_UPDATED",
        /// A site was deleted.
        SiteDeleted = "SITE_DELETED",
        /// A workspace was made.
        WorkspaceCreated = "WORKSPACE_CREATED",
        /// The settings of a workspace were changed.
        WorkspaceUpdated = "WORKSPACE_UPDATED",
        /// The look of a workspace was changed.
        BrandingUpdated = "BRANDING_UPDATED",
        /// An API key was made.
        ApiKeyCreated = "API_KEY_CREATED",
        /// An API key got a successor.
        ApiKeyRotated = "API_KEY_ROTATED",
        /// An API key was revoked.
        ApiKeyRevoked = "API_KEY_REVOKED",
        /// A provider was added to the catalog.
        ProviderCreated = "PROVIDER_CREATED",
        /// A provider of the catalog was changed.
        ProviderUpdated = "PROVIDER_UPDATED",
        /// A flow was made.
        FlowCreated = "FLOW_CREATED",
        /// A flow was changed.
        FlowUpdated = "FLOW_UPDATED",
        /// A flow was deleted.
        FlowDeleted = "FLOW_DELETED",
        /// A connection was ended: its credentials are gone.
        ConnectionUnlinked = "CONNECTION_UNLINKED",
        /// Somebody was shown the links of invitations.
        LinksRevealed = "LINKS_REVEALED",
        /// An address is mailed no more: a mail came back, or its reader wants none.
        AddressSuppressed = "ADDRESS_SUPPRESSED",
        /// An address may be mailed again.
        SuppressionLifted = "SUPPRESSION_LIFTED",
        /// Somebody read the credentials of a connection.
        CredentialsRead = "CREDENTIALS_READ",
        /// A recipient was erased.
        RecipientErased = "RECIPIENT_ERASED",
        /// A key of the deployment's keyring was added, promoted, disabled, enabled or retired.
        KeyringChanged = "KEYRING_CHANGED",
        /// An endpoint for webhooks was made.
        WebhookCreated = "WEBHOOK_CREATED",
        /// An endpoint for webhooks was changed.
        WebhookUpdated = "WEBHOOK_UPDATED",
        /// An endpoint for webhooks was deleted.
        WebhookDeleted = "WEBHOOK_DELETED",
        /// An endpoint for webhooks was given another secret.
        WebhookSecretRotated = "WEBHOOK_SECRET_ROTATED",
        /// An endpoint for webhooks was disabled, because it is gone or failed for too long.
        WebhookDisabled = "WEBHOOK_DISABLED",
        /// A test was sent to an endpoint for webhooks.
        WebhookTested = "WEBHOOK_TESTED",
        /// Webhooks were sent again.
        WebhookReplayed = "WEBHOOK_REPLAYED",
        /// A webhook was given up.
        WebhookExhausted = "WEBHOOK_EXHAUSTED",
        /// Work of the outbox was given up.
        WorkGivenUp = "WORK_GIVEN_UP",
        /// What was given up was begun anew.
        DeadLettersReplayed = "DEAD_LETTERS_REPLAYED",
        /// Work that was given up was thrown away.
        DeadLetterDiscarded = "DEAD_LETTER_DISCARDED",
    }
}
