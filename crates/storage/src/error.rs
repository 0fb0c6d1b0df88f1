use std::error::Error;
use std::fmt;

/// A read or a commit that the storage itself could not carry out.
#[derive(Debug, thiserror::Error)]
#[error("storage: {kind}")]
pub struct StorageError {
    /// What kind of failure.
    pub kind: StorageErrorKind,
    /// What the driver said.
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

/// The kinds of storage failure that a caller can treat differently.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StorageErrorKind {
    /// The database cannot be reached, is full, or did not answer in time. Trying again later may help; whether a
    /// commit took effect is then unknown.
    Unavailable,
    /// More sets wait to be committed than are kept waiting. Nothing was done; trying again a little later helps.
    Busy,
    /// A stored row is not what this program could have written.
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
    },
    /// Anything else: a defect of the adapter or its schema.
    Defect,
}

impl fmt::Display for StorageErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("the database is unavailable"),
            Self::Busy => f.write_str("too much is waiting to be committed"),
            Self::Inconsistent { table, column, id } => {
                write!(f, "inconsistent row {id} in {table}.{column}")
            }
            Self::Defect => f.write_str("unexpected failure"),
        }
    }
}

impl StorageError {
    /// The database cannot be reached or did not answer.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StorageErrorKind::Unavailable, source: Some(source.into()) }
    }

    /// Too much waits to be committed.
    #[must_use]
    pub const fn busy() -> Self {
        Self { kind: StorageErrorKind::Busy, source: None }
    }

    /// A failure that should not be possible.
    pub fn defect(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind: StorageErrorKind::Defect, source: Some(source.into()) }
    }

    /// A row that this program could not have written.
    pub fn inconsistent(table: &'static str, column: &'static str, id: impl fmt::Display) -> Self {
        Self { kind: StorageErrorKind::Inconsistent { table, column, id: id.to_string() }, source: None }
    }
}

/// Why a change set was not applied. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// One change's precondition does not hold.
    #[error("{change} (change {index} of the set) was refused: {why}")]
    Refused {
        /// The name of the change, see [`crate::Change::name`].
        change: &'static str,
        /// Its place in the set, from zero.
        index: usize,
        /// Why.
        why: Refusal,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl CommitError {
    /// Why a change was refused, when one was.
    #[must_use]
    pub const fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused { why, .. } => Some(*why),
            Self::Storage(_) => None,
        }
    }
}

/// Why one change was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was decided on something that has changed since: read again, decide again.
    #[error("it was decided on something that has changed since")]
    Stale,
    /// It breaks a rule that reading again does not cure.
    #[error("it breaks {0}")]
    Conflict(Constraint),
}

/// The rules that storage holds over all rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Constraint {
    /// Ids, public ids and digests are unique, each among all rows of its kind.
    #[error("the uniqueness of an id or digest")]
    Identity,
    /// The external id of a company is unique within its workspace.
    #[error("the uniqueness of a company's external id")]
    CompanyExternalId,
    /// The external id of a site is unique within its company.
    #[error("the uniqueness of a site's external id")]
    SiteExternalId,
    /// The address of a provider is unique within its workspace.
    #[error("the uniqueness of a provider's address")]
    ProviderUrl,
    /// The key of a provider that is a connector is unique within its workspace.
    #[error("the uniqueness of a connector's key")]
    ConnectorKey,
    /// The key of a flow is unique within its workspace.
    #[error("the uniqueness of a flow's key")]
    FlowKey,
    /// What is referred to exists, in the same workspace: the workspace itself, the company, an invitation's
    /// connection, a connection's invitation and initial sites, a flow session's invitation, a delivery's endpoint and webhook. Not a reference is
    /// what only remembers or wishes: a connection's provider and flow, the connectors of a flow, the prefill of an invitation, what a flow session
    /// holds, the subject of an event, the task of an outbox entry.
    #[error("a reference to something that does not exist")]
    Reference,
    /// What is deleted is not referred to (see [`Constraint::Reference`]).
    #[error("a reference from something that still exists")]
    InUse,
    /// What is counted happens as often as it may and no more.
    #[error("a limit that is reached")]
    Limit,
    /// A mark is made once.
    #[error("a mark that was made before")]
    Once,
}
