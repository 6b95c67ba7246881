package dev.frontrow.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.HttpResource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// Compresses style sheets and scripts for clients that accept it. They are the same for everybody, so the
/// resolver chain caches each compressed copy. Pages are not compressed, because they contain tokens.
final class CompressedAssets implements ResourceResolver {

    @Override
    public @Nullable Resource resolveResource(
            @Nullable HttpServletRequest request,
            String requestPath,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        Resource found = chain.resolveResource(request, requestPath, locations);
        boolean gzip = request != null
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                        .contains("gzip");
        return found == null || !gzip ? found : new Compressed(found);
    }

    @Override
    public @Nullable String resolveUrlPath(
            String resourcePath, List<? extends Resource> locations, ResourceResolverChain chain) {
        return chain.resolveUrlPath(resourcePath, locations);
    }

    private static final class Compressed extends ByteArrayResource implements HttpResource {

        private final Resource plain;

        Compressed(Resource plain) {
            super(gzip(plain));
            this.plain = plain;
        }

        private static byte[] gzip(Resource plain) {
            var bytes = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(bytes)) {
                out.write(plain.getContentAsByteArray());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return bytes.toByteArray();
        }

        @Override
        public @Nullable String getFilename() {
            return plain.getFilename();
        }

        @Override
        public long lastModified() throws IOException {
            return plain.lastModified();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Compressed compressed && plain.equals(compressed.plain);
        }

        @Override
        public int hashCode() {
            return plain.hashCode();
        }

        @Override
        public HttpHeaders getResponseHeaders() {
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
            headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            return headers;
        }
    }
}
