# 同じコンテナー・Pod・サービス・プロセスの繰り返し

series-pods = { $workload } ({ $pods } 個の Pod)
series-container = { $pod }、コンテナー { $container }
series-on-host = { $host } の { $name }
series-rhythm = { $span }の間に OOM キル { $count } 件 (典型的な間隔は { $interval })
series-at-once = 同じ秒に OOM キル { $count } 件
series-one-container = すべて、再起動されずに動き続けた 1 つのコンテナーで発生しました
series-crash-loop = クラッシュループ: { $containers } 個のコンテナーが順に起動し、いずれも強制終了されました
series-crash-loop-of-pod = 1 つの Pod でのクラッシュループ: { $containers } 個のコンテナーが順に起動し、いずれも強制終了されました
series-daily = 毎日ほぼ同じ時刻に発生しており、定期的に実行されるジョブと見られます
series-hourly = 間隔がちょうど 1 時間の倍数で、定期的に実行されるジョブと見られます
series-slow-leak = 間隔が一定で、大部分が匿名メモリです。緩やかなメモリリークのほか、定期的に実行されるジョブでもこのようになります
series-same = 匿名メモリは、どの強制終了の時点でもほぼ同じでした ({ $size })
series-grew = 強制終了時の匿名メモリは { $first } から { $last } に増えました
series-fell = 強制終了時の匿名メモリは { $first } から { $last } に減りました
