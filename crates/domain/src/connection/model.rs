use time::Date;

use super::status::{ConnectionStatus, StatusMoveError, StatusReport};
use crate::account::Account;
use crate::company::Company;
use crate::country::Country;
use crate::email::EmailAddress;
use crate::flow::{ConnectedFlow, FieldMapping};
use crate::flow_session::SiteChoice;
use crate::id::{CompanyId, ConnectionId, InvitationId, MagicLinkId, ProviderId, SiteId, WorkspaceId};
use crate::mfa::MfaForwarding;
use crate::provider::{Provider, ProviderUrl};
use crate::sealed::SealedCredentials;
use crate::text::{ExternalId, ProviderName, StatusDetail};
use crate::utility::UtilityTypes;
use crate::{Timestamp, Version};

/// An account at a provider, with which a collector can work on the owner's behalf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its id; a reconnect keeps it.
    pub id: ConnectionId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// The company it belongs to.
    pub company_id: CompanyId,
    /// The invitation that made it; `None` when a magic link or a server did.
    pub invitation_id: Option<InvitationId>,
    /// The magic link that made it; `None` when an invitation or a server did.
    pub magic_link_id: Option<MagicLinkId>,
    /// Where the account is.
    pub provider: ConnectedProvider,
    /// Where it stands.
    pub status: ConnectionStatus,
    /// What the collector said of that.
    pub status_detail: Option<StatusDetail>,
    /// When its status was last said: when it was made or repaired, or by the collector's last report.
    pub status_reported_at: Timestamp,
    /// Since when it stands there.
    pub status_since: Timestamp,
    /// The country of the account.
    pub country: Option<Country>,
    /// The sites chosen when it was made.
    pub initial_sites: Vec<SiteId>,
    /// The utility types chosen when it was made.
    pub utility_types: UtilityTypes,
    /// What the collector signs in with.
    pub credentials: SealedCredentials,
    /// What its owner did about the codes of its provider; `None` where nobody was asked.
    pub mfa_forwarding: Option<MfaForwarding>,
    /// Who is asked to repair it.
    pub owner_email: Option<EmailAddress>,
    /// The flow it was made in, if any.
    pub flow: Option<ConnectedFlow>,
    /// Which of the source's fields fill which of the customer's.
    pub field_mapping: Option<FieldMapping>,
    /// From when on data is collected.
    pub data_collection_start_date: Option<Date>,
    /// Whether readings are scaled by the occupancy of the sites.
    pub multiply_by_occupancy: bool,
    /// The customer's own id for it.
    pub external_id: Option<ExternalId>,
    /// Whether it is collected at all.
    pub is_active: bool,
    /// The accounts found behind it.
    pub accounts: Vec<Account>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// The provider of a connection, as it was when the connection was made: the catalog may change, the fact may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectedProvider {
    /// Its id in the catalog.
    pub id: ProviderId,
    /// Its name.
    pub name: ProviderName,
    /// Its address.
    pub url: ProviderUrl,
}

impl Connection {
    /// A connection of a company to a provider, just made: it waits for its collector, and of everything that is
    /// optional it has nothing but what company and provider say.
    #[must_use]
    pub fn begin(
        id: ConnectionId,
        company: &Company,
        provider: &Provider,
        credentials: SealedCredentials,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            workspace_id: company.workspace_id,
            company_id: company.id,
            invitation_id: None,
            magic_link_id: None,
            provider: ConnectedProvider {
                id: provider.id,
                name: provider.name.clone(),
                url: provider.url.clone(),
            },
            status: ConnectionStatus::Pending,
            status_detail: None,
            status_reported_at: now,
            status_since: now,
            country: None,
            initial_sites: Vec::new(),
            utility_types: provider.utility_types.clone(),
            credentials,
            mfa_forwarding: None,
            owner_email: None,
            flow: None,
            field_mapping: None,
            data_collection_start_date: company.data_collection_start_date,
            multiply_by_occupancy: false,
            external_id: None,
            is_active: true,
            accounts: Vec::new(),
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        }
    }

    /// The connection after its collector reported. A report of the status it has refreshes the time and the
    /// detail; `status_since` stays.
    ///
    /// # Errors
    /// [`StatusMoveError`] when a collector may not report that status now.
    pub fn report(self, report: StatusReport, now: Timestamp) -> Result<Self, StatusMoveError> {
        self.status.reportable(report.status)?;
        let moved = report.status != self.status;
        Ok(Self {
            status: report.status,
            status_detail: report.detail,
            status_reported_at: now,
            status_since: if moved { now } else { self.status_since },
            accounts: report.accounts.unwrap_or(self.accounts),
            updated_at: now,
            version: self.version.next(),
            ..self
        })
    }

    /// The connection with this mapping of fields, or without any.
    #[must_use]
    pub fn map_fields(self, field_mapping: Option<FieldMapping>, now: Timestamp) -> Self {
        Self { field_mapping, updated_at: now, version: self.version.next(), ..self }
    }

    /// The connection, ended: it is collected no more and its credentials are gone. It stays for the record, and can be
    /// repaired.
    #[must_use]
    pub fn unlink(self, now: Timestamp) -> Self {
        Self {
            credentials: SealedCredentials::none(),
            is_active: false,
            updated_at: now,
            version: self.version.next(),
            ..self
        }
    }

    /// The connection with new credentials, waiting for its collector again. Id, history, sites and accounts stay;
    /// [`Connection::with_sites`] changes the sites.
    #[must_use]
    pub fn repair(self, credentials: SealedCredentials, now: Timestamp) -> Self {
        let moved = self.status != ConnectionStatus::Pending;
        Self {
            credentials,
            status: ConnectionStatus::Pending,
            status_detail: None,
            status_reported_at: now,
            status_since: if moved { now } else { self.status_since },
            is_active: true,
            updated_at: now,
            version: self.version.next(),
            ..self
        }
    }

    /// The connection with what its owner did about codes, where they were asked. It belongs to the change that made it what
    /// it is now, and so counts as none of its own.
    #[must_use]
    pub fn with_mfa_forwarding(self, answer: Option<MfaForwarding>) -> Self {
        Self { mfa_forwarding: answer.or(self.mfa_forwarding), ..self }
    }

    /// The connection for these sites and utility types instead of those it has. It belongs to the change that made it
    /// what it is now, and so counts as none of its own.
    #[must_use]
    pub fn with_sites(self, choice: &SiteChoice) -> Self {
        let (initial_sites, utility_types) = (choice.sites().to_vec(), choice.utility_types().clone());
        Self { initial_sites, utility_types, ..self }
    }
}
