//! The way in from API Gateway: one request in, one reply out.

use crate::{Identity, Problem, Request, Response};
use lambda_http::request::RequestContext;
use lambda_http::{Body, RequestExt, service_fn};
use std::future::Future;

/// Logs as JSON lines at the level of `RUST_LOG`, `info` unless set.
pub fn log_as_json() {
    let level =
        std::env::var("RUST_LOG").ok().and_then(|text| text.parse().ok()).unwrap_or(tracing::Level::INFO);
    tracing_subscriber::fmt().json().with_max_level(level).with_current_span(false).without_time().init();
}

/// Serves requests with a handler until the container ends.
pub async fn serve<F, R>(handler: F) -> Result<(), lambda_http::Error>
where
    F: Fn(Request) -> R + Sync,
    R: Future<Output = Response> + Send,
{
    let handler = &handler;
    lambda_http::run(service_fn(move |request: lambda_http::Request| async move {
        let reply = match accept(request) {
            Ok(request) => handler(request).await,
            Err(problem) => problem.into(),
        };
        Ok::<_, lambda_http::Error>(reply.map(|body| match std::str::from_utf8(&body) {
            Ok(text) => Body::Text(text.to_owned()),
            Err(_) => Body::Binary(body.to_vec()),
        }))
    }))
    .await
}

/// The request as handlers know it: its own path, its body as bytes, and what the authorizer found.
fn accept(request: lambda_http::Request) -> Result<Request, Problem> {
    let identity = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.authorizer.as_ref().and_then(|authorizer| {
            let found = authorizer.fields.clone().into_iter().collect();
            serde_json::from_value::<Identity>(serde_json::Value::Object(found)).ok()
        }),
        _ => None,
    };
    let (parts, body) = request.into_parts();
    let body = match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        _ => bytes::Bytes::new(),
    };
    if body.len() > crate::problem::MAX_BODY {
        return Err(Problem::too_large());
    }
    let mut accepted = Request::new(body);
    *accepted.method_mut() = parts.method;
    *accepted.uri_mut() = parts.uri;
    *accepted.headers_mut() = parts.headers;
    if let Some(identity) = identity {
        accepted.extensions_mut().insert(identity);
    }
    Ok(accepted)
}
