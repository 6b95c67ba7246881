package dev.frontrow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/// Limits static file handlers to existing files, listed at the start. The JDK's class loaders cache every
/// requested name forever, found or not, so clients could fill the memory with invented names. Applies to every
/// resource handler.
@Component
class OnlyFilesThereAre implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SimpleUrlHandlerMapping mapping) {
            mapping.getUrlMap().values().stream()
                    .distinct()
                    .filter(ResourceHttpRequestHandler.class::isInstance)
                    .map(ResourceHttpRequestHandler.class::cast)
                    .forEach(OnlyFilesThereAre::guard);
        }
        return bean;
    }

    private static void guard(ResourceHttpRequestHandler handler) {
        List<ResourceResolver> resolvers = new ArrayList<>(handler.getResourceResolvers());
        List<VersionResourceResolver> versions = resolvers.stream()
                .filter(VersionResourceResolver.class::isInstance)
                .map(VersionResourceResolver.class::cast)
                .toList();
        try {
            resolvers.addFirst(new Guard(files(handler.getLocations()), versions));
            handler.setResourceResolvers(resolvers);
            handler.afterPropertiesSet();
        } catch (Exception broken) {
            throw new IllegalStateException("cannot list the files of " + handler.getLocations(), broken);
        }
    }

    private static Set<String> files(List<Resource> folders) throws IOException {
        var loader = new PathMatchingResourcePatternResolver();
        Set<String> files = new HashSet<>();
        for (Resource folder : folders) {
            if (folder instanceof ClassPathResource path) {
                String pattern = ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX + path.getPath() + "**/*.*";
                for (Resource file : loader.getResources(pattern)) {
                    String url = file.getURL().toString();
                    add(
                            url.substring(url.lastIndexOf(path.getPath())
                                    + path.getPath().length()),
                            files);
                }
            }
        }
        return Set.copyOf(files);
    }

    /// Adds the file, and its path without each one of its folders: web libraries are requested without their
    /// version.
    private static void add(String file, Set<String> files) {
        files.add(file);
        for (int begin = 0, slash = file.indexOf('/');
                slash >= 0;
                begin = slash + 1, slash = file.indexOf('/', begin)) {
            files.add(file.substring(0, begin) + file.substring(slash + 1));
        }
    }

    private record Guard(Set<String> files, List<VersionResourceResolver> versions) implements ResourceResolver {

        @Override
        public @Nullable Resource resolveResource(
                @Nullable HttpServletRequest request,
                String path,
                List<? extends Resource> folders,
                ResourceResolverChain chain) {
            return files.contains(path) || isVersionOfOne(path) ? chain.resolveResource(request, path, folders) : null;
        }

        private boolean isVersionOfOne(String path) {
            return versions.stream()
                    .flatMap(resolver -> resolver.getStrategyMap().values().stream())
                    .anyMatch(strategy -> {
                        String version = strategy.extractVersion(path);
                        return version != null && files.contains(withoutSlash(strategy.removeVersion(path, version)));
                    });
        }

        private static String withoutSlash(String path) {
            return path.startsWith("/") ? path.substring(1) : path;
        }

        @Override
        public @Nullable String resolveUrlPath(
                String path, List<? extends Resource> folders, ResourceResolverChain chain) {
            return chain.resolveUrlPath(path, folders);
        }
    }
}
