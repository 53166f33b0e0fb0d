//! A request that the document does not know.

use std::future::{Future, IntoFuture};

use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::transport::{Operation, Repeat, Request, ResponseValue, Shape};
use crate::{Client, Error};

/// What is known of it before the call.
static RAW: Operation = Operation {
    id: "request",
    method: Method::GET,
    path: "",
    shape: Shape::Any,
    repeat: Repeat::ActsTwice,
    redirects: &[],
};

/// A request to any path of the service, made by [`Client::request`] and awaited.
///
/// It has the token, attempts, limits, errors and spans of every other call. Awaited, it
/// returns the body as JSON, `null` where that is empty.
#[must_use = "nothing is sent until this is awaited"]
pub struct RawRequest(Request);

impl Client {
    /// Starts a request that the document does not know.
    ///
    /// A `GET` is retried as every `GET`, anything else as a `POST` that may act twice, unless
    /// [`idempotent`](RawRequest::idempotent) says otherwise.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use upstash_workflow::reqwest::Method;
    ///
    /// let keys = client.request(Method::GET, "/v2/flowControl").query("search", "orders").await?;
    /// println!("{keys}");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of any call. [`Error::is_invalid_request`] if the path does not begin with `/`, or
    /// has a host, a query, a fragment or a dot segment; nothing is sent then.
    pub fn request(&self, method: Method, path: impl AsRef<str>) -> RawRequest {
        let repeat = if method == Method::GET { Repeat::Safe } else { Repeat::ActsTwice };
        RawRequest(Request::new(self, &RAW).repeated(repeat).to(method, path.as_ref()))
    }
}

impl RawRequest {
    /// Adds a query parameter; repeat it for several values.
    pub fn query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
        let value = Ok(Some(value.to_string()));
        self.0.query(name.as_ref(), name.as_ref(), value);
        self
    }

    /// Adds a header. The client sets `Authorization` itself.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let value = Ok(Some(value.as_ref().to_owned()));
        self.0.header(name.as_ref(), name.as_ref(), value);
        self
    }

    /// Sets the body to `value` as JSON.
    ///
    /// # Errors
    /// [`Error::is_invalid_request`] if `value` cannot be written as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        match serde_json::to_vec(value) {
            Ok(json) => {
                self.0.json_bytes(json.into());
                Ok(self)
            }
            Err(error) => {
                Err(Error::invalid_request(RAW.id, "the body is not JSON").with_source(error))
            }
        }
    }

    /// Sets the body to bytes, sent as `application/octet-stream` unless a header says what
    /// they are.
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.0.bytes(Ok(bytes.into().into()));
        self
    }

    /// Sets whether the service may act on the request twice without harm, so that it is
    /// retried as a `GET`.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        let repeat = if idempotent { Repeat::Safe } else { Repeat::ActsTwice };
        self.0 = self.0.repeated(repeat);
        self
    }

    /// Sends the request and decodes the body as `T`, with status and headers.
    ///
    /// # Errors
    /// As for any call; [`Error::is_decode`] if the body is not a `T`.
    pub fn send_as<T: DeserializeOwned + Send + 'static>(
        self,
    ) -> impl Future<Output = Result<ResponseValue<T>, Error>> + Send {
        self.0.send()
    }
}

impl IntoFuture for RawRequest {
    type Output = Result<Value, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.0.value()
    }
}

/// Shows neither values nor headers nor the body.
impl std::fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RawRequest").finish_non_exhaustive()
    }
}
