//! Checkpoints: what the ends of a workspace's chains were at a time, signed, so that a log that lost its tail is found out.

use super::model::{EventSeal, Subject};
use crate::Timestamp;
use crate::id::WorkspaceId;
use crate::sealed::Digest;

const STATEMENT: &[u8] = b"latchstring/checkpoint\x01";
const ENDS: &[u8] = b"latchstring/checkpoint-ends\x01";

/// Where a chain ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEnd {
    /// Whose chain.
    pub subject: Subject,
    /// The place of the last event.
    pub sequence: u64,
    /// Its seal, which covers the event and all before it.
    pub seal: EventSeal,
}

/// What a checkpoint states. It is a link of a chain of its own: the root covers the root before it and the ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Of which workspace.
    pub workspace_id: WorkspaceId,
    /// 1 for the first, without gaps.
    pub number: u64,
    /// When it was made.
    pub taken_at: Timestamp,
    /// The time up to which events had been looked at.
    pub until: Timestamp,
    /// How many ends this checkpoint and all before it have recorded.
    pub size: u64,
    /// The root of the one before; zeros for the first.
    pub previous: Digest,
    /// SHA-256 of [`Checkpoint::covered`].
    pub root: Digest,
}

/// The signature of a statement: 4 bytes of key id and 64 bytes of Ed25519.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckpointSignature(pub [u8; 68]);

/// A statement, who vouches for it, and the ends that it is about: those of the chains that had grown since the checkpoint before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// What it states.
    pub statement: Statement,
    /// The signature over [`Statement::canonical`].
    pub signature: CheckpointSignature,
    /// The ends.
    pub ends: Vec<ChainEnd>,
}

/// The bytes are not the ends of a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the ends of a checkpoint")]
pub struct ChainEndsError;

impl Statement {
    /// The bytes that are signed: a header, then each member at its fixed length.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = STATEMENT.to_vec();
        bytes.extend_from_slice(&self.workspace_id.to_bytes());
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.taken_at.unix_millis().to_be_bytes());
        bytes.extend_from_slice(&self.until.unix_millis().to_be_bytes());
        bytes.extend_from_slice(&self.size.to_be_bytes());
        bytes.extend_from_slice(self.previous.as_bytes());
        bytes.extend_from_slice(self.root.as_bytes());
        bytes
    }
}

impl Checkpoint {
    /// What the root is the digest of: a header, the root before, and the ends.
    #[must_use]
    pub fn covered(previous: &Digest, ends: &[ChainEnd]) -> Vec<u8> {
        [ENDS, previous.as_bytes(), &encode_ends(ends)].concat()
    }
}

/// The one byte form of ends: for each the length of its subject's kind, the kind, the id, the sequence, the seal.
#[must_use]
pub fn encode_ends(ends: &[ChainEnd]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ends.len() * 72);
    for end in ends {
        let kind = end.subject.kind();
        bytes.push(u8::try_from(kind.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(kind.as_bytes());
        bytes.extend_from_slice(end.subject.uuid().as_bytes());
        bytes.extend_from_slice(&end.sequence.to_be_bytes());
        bytes.extend_from_slice(end.seal.as_bytes());
    }
    bytes
}

/// Reads [`encode_ends`] back.
///
/// # Errors
/// [`ChainEndsError`] for any other bytes.
pub fn decode_ends(mut bytes: &[u8]) -> Result<Vec<ChainEnd>, ChainEndsError> {
    fn take<'a>(bytes: &mut &'a [u8], length: usize) -> Result<&'a [u8], ChainEndsError> {
        let (taken, rest) = bytes.split_at_checked(length).ok_or(ChainEndsError)?;
        *bytes = rest;
        Ok(taken)
    }
    fn array<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], ChainEndsError> {
        take(bytes, N)?.try_into().map_err(|_| ChainEndsError)
    }
    let mut ends = Vec::new();
    while !bytes.is_empty() {
        let [length] = array(&mut bytes)?;
        let kind = std::str::from_utf8(take(&mut bytes, usize::from(length))?).map_err(|_| ChainEndsError)?;
        let id = uuid::Uuid::from_bytes(array(&mut bytes)?);
        ends.push(ChainEnd {
            subject: Subject::from_parts(kind, id).map_err(|_| ChainEndsError)?,
            sequence: u64::from_be_bytes(array(&mut bytes)?),
            seal: EventSeal::new(array(&mut bytes)?),
        });
    }
    Ok(ends)
}
