package dev.frontrow.storefront;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.FixedVersionStrategy;
import org.springframework.web.servlet.resource.VersionResourceResolver;

@Configuration(proxyBeanMethods = false)
class StorefrontConfiguration implements WebMvcConfigurer {

    private static final Duration FOREVER = Duration.ofDays(365);

    private final Assets assets;

    StorefrontConfiguration(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(Assets.PATH + "**")
                .addResourceLocations(Assets.FOLDER)
                .setCacheControl(CacheControl.maxAge(FOREVER).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver()
                        .addVersionStrategy(new FixedVersionStrategy(assets.version()), "/**"));
    }
}
