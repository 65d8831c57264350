# 同じコンテナー・Pod・サービス・プロセスの繰り返し

series-pods = { $workload } ({ $pods } 個の Pod)
series-container = { $pod }、コンテナー { $container }
series-on-host = { $host } の { $name }
series-rhythm = { $span }の間に OOMキル { $count } 件 (典型的な間隔は { $interval })
series-one-container = すべて、再起動されずに動き続けた 1 つのコンテナーで起きています
series-crash-loop = クラッシュループ: 新たに起動した { $containers } 個のコンテナーが、次々と強制終了されました
series-slow-leak = 緩やかなメモリリークと見られます。メモリは一定の間隔で埋まり、その大部分は匿名メモリです
series-same = 匿名メモリは、どの強制終了の時点でもほぼ同じでした ({ $size })
series-grew = 強制終了時の匿名メモリは { $first } から { $last } に増えました
series-fell = 強制終了時の匿名メモリは { $first } から { $last } に減りました
