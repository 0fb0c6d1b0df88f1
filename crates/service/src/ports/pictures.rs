use async_trait::async_trait;
use latchstring_domain::branding::PictureUrl;

/// How pictures are fetched from addresses that customers name.
///
/// An implementor asks nobody but the host of the address, refuses hosts that are not on the internet, whatever the name they
/// hide behind, but for those that the operator allows, follows no redirect, reads no more than it is asked to, and gives up
/// in time.
#[async_trait]
pub trait Pictures: Send + Sync {
    /// What is at the address, if it is at most `up_to` bytes.
    ///
    /// # Errors
    /// [`FetchError`].
    async fn fetch(&self, url: &PictureUrl, up_to: usize) -> Result<Vec<u8>, FetchError>;
}

/// Why nothing was fetched. It tells no more of what is at the address than whether it can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// It may not be connected to.
    #[error("is not on the internet, or at a port that this server does not connect to")]
    Forbidden,
    /// The name stands for no address, or nobody takes the connection.
    #[error("was not reached: nobody answers there")]
    Unreachable,
    /// The certificate is not acceptable.
    #[error("was not reached: its certificate is not trusted")]
    Untrusted,
    /// It took too long.
    #[error("was not reached: there was no whole answer in time")]
    Late,
    /// The connection broke, or what came is not HTTP.
    #[error("was not reached: the connection broke")]
    Broken,
    /// It leads elsewhere.
    #[error("leads to another address; give that one")]
    Redirect,
    /// The answer is an error: the first digit of its status.
    #[error("answered with an error ({0}xx)")]
    Refused(u16),
    /// There is more of it than is read.
    #[error("is a file that is too large")]
    TooLarge,
}
