use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// A connection that is never read beyond the end of a line.
///
/// Whoever sits on the way can put answers of their own behind the one that begins the encryption. A reader that has taken them
/// along would hold them for answers that came encrypted (the response injection of "NO STARTTLS", USENIX Security
/// 2021). Here they are still in the socket when the encryption begins, which then fails.
#[derive(Debug)]
pub(super) struct LineByLine(pub(super) TcpStream);

/// A line of an answer is 512 bytes at most (RFC 5321, section 4.5.3.1.5); a longer one comes in pieces.
const PIECE: usize = 1024;

impl AsyncRead for LineByLine {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let stream = &mut self.get_mut().0;
        let mut piece = [0; PIECE];
        let (room, _) = piece.split_at_mut(PIECE.min(buf.remaining()));
        let seen = {
            let mut seen = ReadBuf::new(room);
            ready!(stream.poll_peek(cx, &mut seen))?;
            let bytes = seen.filled();
            bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1)
        };
        let (line, _) = room.split_at_mut(seen);
        let mut line = ReadBuf::new(line);
        ready!(Pin::new(stream).poll_read(cx, &mut line))?;
        buf.put_slice(line.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for LineByLine {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().0).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().0).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().0).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for LineByLine {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}
